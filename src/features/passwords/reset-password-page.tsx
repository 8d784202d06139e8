import { MINUTE } from '../../foundations/clock.ts';
import type { FieldError, Page, Visit } from '../../foundations/http/index.ts';
import { Form, HiddenField, HiddenUsername, LinkButton, Links, Notice } from '../../ui/index.ts';
import { NewPasswordField } from './new-password-field.tsx';
import { RESET_LIFETIME } from './reset-token.ts';
import { words } from './words.ts';

export function resetPasswordPage(
  visit: Visit,
  link: { token: string; email: string },
  errors?: readonly FieldError[],
): Page {
  const t = words(visit.locale);
  return {
    title: t('reset-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('reset-title')}</h1>
        <p>{t('reset-intro', { email: link.email })}</p>
        <Form action="/reset-password" token={visit.formToken} submit={t('reset-submit')} layout="full">
          <HiddenField name="token" value={link.token} />
          <HiddenUsername value={link.email} />
          <NewPasswordField locale={visit.locale} errors={errors} emailField="username" />
        </Form>
      </>
    ),
  };
}

export function passwordResetPage(visit: Visit): Page {
  const t = words(visit.locale);
  return {
    title: t('reset-done-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('reset-done-title')}</h1>
        <Notice tone="good">
          <p>{t('reset-done')}</p>
        </Notice>
        <LinkButton href="/sign-in">{t('reset-sign-in')}</LinkButton>
      </>
    ),
  };
}

/** Unknown, spent, expired, another purpose: all alike. */
export function resetLinkSpentPage(visit: Visit): Page {
  const t = words(visit.locale);
  return {
    title: t('reset-spent-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('reset-spent-title')}</h1>
        <p>{t('reset-spent', { minutes: RESET_LIFETIME / MINUTE })}</p>
        <LinkButton href="/forgot-password">{t('reset-again')}</LinkButton>
        <Links items={[{ href: '/sign-in', label: t('forgot-back') }]} />
      </>
    ),
  };
}
