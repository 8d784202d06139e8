import type { Page, Visit } from '../../foundations/http/index.ts';
import { Badge, Card, Form, HiddenField, Notice, PageHead, RowList } from '../../ui/index.ts';
import type { OwnMembership } from './membership-table.ts';
import { At, GUIDE_PATH, type Message, MessageNotice } from './page-parts.tsx';
import { words } from './words.ts';

export const SWITCH_PATH = '/account/switch';

interface Props {
  accounts: readonly OwnMembership[];
  currentId: string;
  currentName: string;
  refusesInvitations: boolean;
  message?: Message | undefined;
}

/** Where one is, and where one can go. */
export function yourAccountsPage(visit: Visit, props: Props): Page {
  const { accounts, currentId, refusesInvitations } = props;
  const t = words(visit.locale);
  const isIn = accounts.some(({ account_id, state }) => account_id === currentId && state === 'active');
  return {
    title: t('switch-title'),
    shell: 'desk',
    section: SWITCH_PATH,
    content: (
      <>
        <PageHead
          title={t('switch-title')}
          intro={t('switch-intro')}
          guide={{ href: GUIDE_PATH, label: t('guide-link') }}
        />
        <MessageNotice message={props.message} />
        {!isIn && (
          <Notice tone="warning" title={t('switch-out-title')}>
            <p>{t('switch-out', { account: props.currentName })}</p>
          </Notice>
        )}
        <Card title={t('switch-card')}>
          <RowList items={accounts.map((membership) => row(visit, membership, currentId))} />
        </Card>
        <Card title={t('refusal-title')} intro={t(refusesInvitations ? 'refusal-on' : 'refusal-off')}>
          <Form
            action="/account/refuse-invitations"
            token={visit.formToken}
            submit={t(refusesInvitations ? 'refusal-end' : 'refusal-begin')}
            submitTone="quiet"
          >
            <HiddenField name="refuse" value={String(!refusesInvitations)} />
          </Form>
        </Card>
      </>
    ),
  };
}

function row(visit: Visit, membership: OwnMembership, currentId: string) {
  const t = words(visit.locale);
  const { account_id, account_name, role, state, suspended_until, owner_from } = membership;
  const isHere = account_id === currentId;
  const form = (verb: 'switch' | 'leave') => (
    <Form
      action={verb === 'switch' ? SWITCH_PATH : '/account/leave'}
      token={visit.formToken}
      submit={t(`${verb}-submit`)}
      submitLabel={`${t(`${verb}-submit`)}${t('label-separator')}${account_name}`}
      submitTone="quiet"
      layout="inline"
      {...(verb === 'leave'
        ? { confirm: { title: t('leave-confirm', { account: account_name }), text: t('leave-text') } }
        : {})}
    >
      <HiddenField name="account" value={account_id} />
    </Form>
  );
  return {
    icon: 'users' as const,
    title: account_name,
    badge: isHere ? (
      <Badge tone="accent">{t('here')}</Badge>
    ) : state === 'active' ? null : (
      <Badge tone="warning">{t(`state-${state}`)}</Badge>
    ),
    text: (
      <>
        {t(`role-${role}`)}
        {suspended_until && (
          <>
            {' · '}
            {t('suspended-until')} <At at={suspended_until} visit={visit} />
          </>
        )}
        {owner_from && (
          <>
            {' · '}
            {t('owner-from')} <At at={owner_from} visit={visit} />
          </>
        )}
      </>
    ),
    action: (
      <div class="actions">
        {!isHere && state === 'active' && form('switch')}
        {form('leave')}
      </div>
    ),
  };
}
