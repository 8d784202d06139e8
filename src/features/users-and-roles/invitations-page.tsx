import type { FieldError, Page, Visit } from '../../foundations/http/index.ts';
import { Card, EmptyState, Field, Form, PageHead, RadioGroup, RowList } from '../../ui/index.ts';
import type { PendingInvitation } from './invitation-table.ts';
import { At, GUIDE_PATH, type Message, MessageNotice, nameOf, roleOptions } from './page-parts.tsx';
import type { Role } from './role.ts';
import { words } from './words.ts';

export const INVITATIONS_PATH = '/account/invitations';

interface Props {
  invitations: readonly PendingInvitation[];
  accountName: string;
  mayGive(role: Role): boolean;
  typed?: { email?: string | undefined; role?: string | undefined };
  errors?: readonly FieldError[] | undefined;
  message?: Message | undefined;
}

export function invitationsPage(visit: Visit, props: Props): Page {
  const { invitations, mayGive, typed = {}, errors } = props;
  const t = words(visit.locale);
  const errorOf = (name: string) => errors?.find(({ field }) => field === name)?.message;
  return {
    title: t('invitations-title'),
    shell: 'desk',
    section: INVITATIONS_PATH,
    content: (
      <>
        <PageHead
          title={t('invitations-title')}
          intro={t('invitations-intro', { account: props.accountName })}
          guide={{ href: `${GUIDE_PATH}#invite`, label: t('guide-link') }}
        />
        <MessageNotice message={props.message} />
        <Card title={t('invite-title')}>
          <Form action={INVITATIONS_PATH} token={visit.formToken} submit={t('invite-submit')} submitIcon="mail">
            <Field
              label={t('email')}
              hint={t('invite-email-hint')}
              name="email"
              type="email"
              autocomplete="off"
              value={typed.email}
              error={errorOf('email')}
              required
            />
            <RadioGroup
              label={t('invite-role')}
              name="role"
              value={typed.role ?? 'technical'}
              options={roleOptions(visit.locale, mayGive)}
              error={errorOf('role')}
            />
          </Form>
        </Card>
        <Card title={t('pending-title')}>
          {invitations.length === 0 ? (
            <EmptyState icon="mail" title={t('pending-empty')} text={t('pending-empty-text')} />
          ) : (
            <RowList items={invitations.map((invitation) => pendingRow(visit, invitation, mayGive(invitation.role)))} />
          )}
        </Card>
      </>
    ),
  };
}

function pendingRow(visit: Visit, invitation: PendingInvitation, mayChange: boolean) {
  const t = words(visit.locale);
  const { id, address, role, expires_at } = invitation;
  const inviter = nameOf({ name: invitation.inviter_name, email: invitation.inviter_email });
  const expired = expires_at <= visit.now;
  const form = (verb: 'resend' | 'revoke') => (
    <Form
      action={`${INVITATIONS_PATH}/${id}/${verb}`}
      token={visit.formToken}
      submit={t(verb)}
      submitLabel={`${t(verb)}${t('label-separator')}${address}`}
      submitTone="quiet"
      layout="inline"
    />
  );
  return {
    icon: 'mail' as const,
    title: address,
    text: (
      <>
        {t('pending-row', { role: t(`role-${role}`), inviter })} {expired ? t('pending-expired') : t('pending-until')}{' '}
        <At at={expires_at} visit={visit} />
      </>
    ),
    action: mayChange ? (
      <div class="actions">
        {form('resend')}
        {form('revoke')}
      </div>
    ) : undefined,
  };
}
