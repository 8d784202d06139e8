import type { FieldError, Page, Visit } from '../../foundations/http/index.ts';
import { Card, Facts, Field, Form, Notice, PageHead, RadioGroup } from '../../ui/index.ts';
import type { ListedMember } from './list-members.ts';
import { MEMBERS_PATH } from './members-page.tsx';
import {
  At,
  GUIDE_PATH,
  type Message,
  MessageNotice,
  nameOf,
  ProtectionBadges,
  roleOptions,
  StateBadge,
} from './page-parts.tsx';
import type { Role } from './role.ts';
import { words } from './words.ts';

export interface MemberView {
  member: ListedMember;
  isSelf: boolean;
  /** Whether this reader may change this row at all. */
  mayChange: boolean;
  mayGive(role: Role): boolean;
  message?: Message | undefined;
  errors?: readonly FieldError[] | undefined;
}

export function memberPage(visit: Visit, view: MemberView): Page {
  const { member, mayChange } = view;
  const t = words(visit.locale);
  const name = nameOf(member);
  return {
    title: name,
    shell: 'desk',
    section: MEMBERS_PATH,
    content: (
      <>
        <PageHead
          title={name}
          back={{ href: MEMBERS_PATH, label: t('members-title') }}
          guide={{ href: GUIDE_PATH, label: t('guide-link') }}
        >
          <StateBadge state={member.state} locale={visit.locale} />
        </PageHead>
        <MessageNotice message={view.message} />
        <Card title={t('member-card')}>
          <Facts rows={factsOf(visit, view)} />
        </Card>
        {mayChange && member.owner_from !== null && <WaitCard visit={visit} member={member} />}
        {mayChange && member.state !== 'waiting' && <RoleCard visit={visit} view={view} />}
        {mayChange && !view.isSelf && member.state !== 'waiting' && <SuspensionCard visit={visit} view={view} />}
        {mayChange && !view.isSelf && member.state !== 'waiting' && <RemovalCard visit={visit} member={member} />}
        {!mayChange && (
          <Notice tone="info">
            <p>{t('member-read-only')}</p>
          </Notice>
        )}
      </>
    ),
  };
}

function factsOf(visit: Visit, { member }: MemberView) {
  const t = words(visit.locale);
  return [
    [t('email'), member.email],
    [t('column-role'), t(`role-${member.role}`)],
    [t('column-protection'), <ProtectionBadges member={member} locale={visit.locale} />],
    [t('column-last'), member.lastSignInAt ? <At at={member.lastSignInAt} visit={visit} /> : t('never')],
    [t('joined'), <At at={member.joined_at} visit={visit} />],
    [t('column-inviter'), member.inviter ?? t('invited-by-nobody')],
  ] as const;
}

/** Stopping it is what the wait is for: so it stands first, and says until when. */
function WaitCard({ visit, member }: { visit: Visit; member: ListedMember }) {
  const t = words(visit.locale);
  return (
    <Card title={t('wait-title')} tone="accent">
      <p>
        {t('wait-text')} {member.owner_from && <At at={member.owner_from} visit={visit} />}.
      </p>
      <p>{t('wait-stop-text')}</p>
      <Form
        action={`${MEMBERS_PATH}/${member.user_id}/stop-ownership`}
        token={visit.formToken}
        submit={t('wait-stop')}
        submitTone="danger"
      />
    </Card>
  );
}

function RoleCard({ visit, view }: { visit: Visit; view: MemberView }) {
  const { member, mayGive, isSelf, errors } = view;
  const t = words(visit.locale);
  const options = roleOptions(visit.locale, mayGive);
  return (
    <Card title={t('role-title')} intro={t(isSelf ? 'role-intro-self' : 'role-intro')}>
      <Form action={`${MEMBERS_PATH}/${member.user_id}/role`} token={visit.formToken} submit={t('role-save')}>
        <RadioGroup
          label={t('role-label')}
          name="role"
          value={member.role}
          options={options}
          error={errors?.find(({ field }) => field === 'role')?.message}
        />
      </Form>
    </Card>
  );
}

function SuspensionCard({ visit, view }: { visit: Visit; view: MemberView }) {
  const { member, errors } = view;
  const t = words(visit.locale);
  const action = (verb: string) => `${MEMBERS_PATH}/${member.user_id}/${verb}`;
  if (member.state === 'suspended') {
    return (
      <Card title={t('suspended-title')}>
        <p>
          {member.suspended_until ? (
            <>
              {t('suspended-until')} <At at={member.suspended_until} visit={visit} />.
            </>
          ) : (
            t('suspended-open')
          )}
        </p>
        <Form action={action('resume')} token={visit.formToken} submit={t('resume')} />
      </Card>
    );
  }
  return (
    <Card title={t('suspend-title')} intro={t('suspend-intro')}>
      <Form action={action('suspend')} token={visit.formToken} submit={t('suspend')} submitTone="danger">
        <Field
          label={t('suspend-until')}
          hint={t('suspend-until-hint')}
          optional={t('optional')}
          name="until"
          type="date"
          error={errors?.find(({ field }) => field === 'until')?.message}
        />
      </Form>
    </Card>
  );
}

function RemovalCard({ visit, member }: { visit: Visit; member: ListedMember }) {
  const t = words(visit.locale);
  return (
    <Card title={t('remove-title')} intro={t('remove-intro')} tone="danger">
      <Form
        action={`${MEMBERS_PATH}/${member.user_id}/remove`}
        token={visit.formToken}
        submit={t('remove', { name: nameOf(member) })}
        submitTone="danger"
        confirm={{ title: t('remove-confirm', { name: nameOf(member) }), text: t('remove-intro') }}
      />
    </Card>
  );
}
