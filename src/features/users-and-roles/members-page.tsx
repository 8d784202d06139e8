import type { Page, Visit } from '../../foundations/http/index.ts';
import { Badge, LinkButton, PageHead, Pager, Table } from '../../ui/index.ts';
import type { ListedMember, MembersPage } from './list-members.ts';
import { At, GUIDE_PATH, type Message, MessageNotice, nameOf, ProtectionBadges, StateBadge } from './page-parts.tsx';
import { words } from './words.ts';

export const MEMBERS_PATH = '/account/users';

interface Props {
  page: MembersPage;
  accountName: string;
  userId: string;
  mayChange: boolean;
  isLater: boolean;
  message?: Message | undefined;
}

export function membersPage(visit: Visit, props: Props): Page {
  const { page, accountName, userId, mayChange } = props;
  const t = words(visit.locale);
  return {
    title: t('members-title'),
    shell: 'desk',
    section: MEMBERS_PATH,
    content: (
      <>
        <PageHead
          title={t('members-title')}
          intro={t('members-intro', { account: accountName })}
          guide={{ href: GUIDE_PATH, label: t('guide-link') }}
        >
          {mayChange && (
            <LinkButton href="/account/invitations" size="small" icon="mail">
              {t('invite-link')}
            </LinkButton>
          )}
        </PageHead>
        <MessageNotice message={props.message} />
        <MembersTable visit={visit} members={page.members} userId={userId} />
        <Pager
          next={page.next === null ? null : `${MEMBERS_PATH}?cursor=${page.next}`}
          label={t('members-more')}
          first={props.isLater ? MEMBERS_PATH : null}
          firstLabel={t('members-first')}
        />
      </>
    ),
  };
}

/** `userId`: whose row is marked as their own. */
export function MembersTable(props: {
  visit: Pick<Visit, 'locale' | 'timeZone'>;
  members: readonly ListedMember[];
  userId: string;
}) {
  const { visit, members, userId } = props;
  const { locale } = visit;
  const t = words(locale);
  const who = (member: ListedMember) => (
    <span class="stacked">
      <a href={`${MEMBERS_PATH}/${member.user_id}`}>{nameOf(member)}</a>
      {member.user_id === userId && <Badge>{t('you')}</Badge>}
      {member.name && <span class="hint">{member.email}</span>}
    </span>
  );
  return (
    <Table
      caption={t('members-caption')}
      head={[
        t('column-member'),
        t('column-role'),
        t('column-state'),
        t('column-protection'),
        t('column-last'),
        t('column-inviter'),
      ]}
      rows={members.map((member) => [
        who(member),
        t(`role-${member.role}`),
        <StateBadge state={member.state} locale={locale} />,
        <ProtectionBadges member={member} locale={locale} />,
        member.lastSignInAt ? <At at={member.lastSignInAt} visit={visit} /> : t('never'),
        member.inviter ?? t('invited-by-nobody'),
      ])}
    />
  );
}
