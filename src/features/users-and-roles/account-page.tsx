import type { FieldError, Page, Visit } from '../../foundations/http/index.ts';
import { Card, Facts, Field, Form, LinkButton, Notice, PageHead, RowList } from '../../ui/index.ts';
import type { AccountRow } from './account-table.ts';
import { stoppedText } from './changes-stopped-page.tsx';
import { frozenAt } from './objection.ts';
import { At, GUIDE_PATH, type Message, MessageNotice, nameOf } from './page-parts.tsx';
import type { Role } from './role.ts';
import { words } from './words.ts';

export const ACCOUNT_PATH = '/account';

export interface AccountView {
  account: AccountRow;
  role: Role;
  owners: readonly { email: string; name: string }[];
  mayChange: boolean;
  message?: Message | undefined;
  typed?: { name?: string | undefined; billingContact?: string | undefined };
  errors?: readonly FieldError[] | undefined;
}

export function accountPage(visit: Visit, view: AccountView): Page {
  const { account, role, owners, mayChange } = view;
  const t = words(visit.locale);
  const frozenUntil = frozenAt(account, visit.now);
  const errorOf = (name: string) => view.errors?.find(({ field }) => field === name)?.message;
  return {
    title: t('account-title'),
    shell: 'desk',
    section: ACCOUNT_PATH,
    content: (
      <>
        <PageHead
          title={t('account-title')}
          intro={t('account-intro')}
          guide={{ href: GUIDE_PATH, label: t('guide-link') }}
        >
          <LinkButton href="/account/switch" tone="quiet" size="small">
            {t('switch-link')}
          </LinkButton>
        </PageHead>
        <MessageNotice message={view.message} />
        {frozenUntil && (
          <Notice tone="warning" title={t('stopped-title')}>
            <p>{stoppedText(visit, frozenUntil)}</p>
            {mayChange && <p>{t('stopped-end')}</p>}
          </Notice>
        )}
        <Card title={account.name}>
          <Facts
            rows={[
              [t('your-role'), t(`role-${role}`)],
              [t('billing-contact'), account.billing_contact ?? t('fact-nothing')],
              [t('account-since'), <At at={account.created_at} visit={visit} />],
            ]}
          />
        </Card>
        <Card title={t('owners-title')} intro={t('owners-intro')}>
          <RowList
            items={owners.map((owner) => ({
              icon: 'user' as const,
              title: nameOf(owner),
              ...(owner.name ? { text: owner.email } : {}),
            }))}
          />
        </Card>
        {mayChange && (
          <Card title={t('rename-title')} intro={t('rename-intro')}>
            <Form action={ACCOUNT_PATH} token={visit.formToken} submit={t('save')}>
              <Field
                label={t('account-name')}
                name="name"
                autocomplete="off"
                value={view.typed?.name ?? account.name}
                error={errorOf('name')}
                maxlength={100}
                required
              />
              <Field
                label={t('billing-contact')}
                hint={t('billing-hint')}
                optional={t('optional')}
                name="billingContact"
                type="email"
                autocomplete="off"
                value={view.typed?.billingContact ?? account.billing_contact ?? ''}
                error={errorOf('billingContact')}
              />
            </Form>
          </Card>
        )}
      </>
    ),
  };
}
