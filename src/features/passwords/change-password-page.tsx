import type { FieldError, Page, Visit } from '../../foundations/http/index.ts';
import { Card, Form, HiddenUsername, Links, Notice, PageHead, PasswordField } from '../../ui/index.ts';
import type { SignedInOwner } from './change-password.ts';
import { errorOf, NewPasswordField } from './new-password-field.tsx';
import { words } from './words.ts';

export interface ChangePasswordForm {
  errors?: readonly FieldError[];
  notice?: { tone: 'warning' | 'danger'; text: string };
  isChanged?: boolean;
}

export function changePasswordPage(visit: Visit, owner: SignedInOwner, form: ChangePasswordForm = {}): Page {
  const t = words(visit.locale);
  return {
    title: t('change-title'),
    shell: 'desk',
    section: '/security/password',
    content: (
      <>
        <PageHead
          title={t('change-title')}
          intro={t('change-intro')}
          guide={{ href: '/guide/strong-passwords', label: t('guide') }}
        />
        {owner.mustChangePassword && (
          <Notice tone="danger" title={t('must-change-title')}>
            <p>{t('must-change')}</p>
          </Notice>
        )}
        {form.isChanged && (
          <Notice tone="good" title={t('changed-title')}>
            <p>{t('changed')}</p>
          </Notice>
        )}
        {form.notice && <Notice tone={form.notice.tone}>{form.notice.text}</Notice>}
        <Card>
          <Form action="/security/password" token={visit.formToken} submit={t('change-submit')}>
            <HiddenUsername value={owner.email} />
            <PasswordField
              label={t('change-current')}
              name="current"
              autocomplete="current-password"
              error={errorOf(form.errors, 'current')}
              showLabel={t('show')}
              hideLabel={t('hide')}
            />
            <NewPasswordField locale={visit.locale} errors={form.errors} emailField="username" />
            <p class="hint">{t('change-next')}</p>
          </Form>
          <Links items={[{ href: '/forgot-password', label: t('change-forgot') }]} />
        </Card>
      </>
    ),
  };
}
