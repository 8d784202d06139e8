import { MINUTE } from '../../foundations/clock.ts';
import type { FieldError, Page, Visit } from '../../foundations/http/index.ts';
import { Field, Form, Links } from '../../ui/index.ts';
import { errorOf } from './new-password-field.tsx';
import { RESET_LIFETIME } from './reset-token.ts';
import { words } from './words.ts';

export function forgotPasswordPage(visit: Visit, form: { email?: string; errors?: readonly FieldError[] } = {}): Page {
  const t = words(visit.locale);
  return {
    title: t('forgot-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('forgot-title')}</h1>
        <p>{t('forgot-intro')}</p>
        <Form action="/forgot-password" token={visit.formToken} submit={t('forgot-submit')} layout="full">
          <Field
            label={t('forgot-email')}
            name="email"
            type="email"
            autocomplete="username"
            value={form.email}
            error={errorOf(form.errors, 'email')}
            required
          />
        </Form>
        <Links
          items={[
            { lead: t('forgot-phone'), href: '/recovery', label: t('forgot-recovery') },
            { href: '/sign-in', label: t('forgot-back') },
          ]}
        />
      </>
    ),
  };
}

/** The same for every address, known or not (RC-1). */
export function resetRequestedPage(visit: Visit): Page {
  const t = words(visit.locale);
  return {
    title: t('forgot-sent-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('forgot-sent-title')}</h1>
        <p>{t('forgot-sent')}</p>
        <p>{t('forgot-sent-minutes', { minutes: RESET_LIFETIME / MINUTE })}</p>
        <p>{t('forgot-sent-nothing')}</p>
        <Links items={[{ href: '/sign-in', label: t('forgot-back') }]} />
      </>
    ),
  };
}
