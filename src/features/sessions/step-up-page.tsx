import type { Page, Visit } from '../../foundations/http/index.ts';
import { Facts, Form, HiddenField, HiddenUsername, Links, PasswordField } from '../../ui/index.ts';
import { actName } from './act-name.ts';
import type { Session } from './session.ts';
import { words } from './words.ts';

export interface StepUpForm {
  /** The form that waits for the proof, sealed. */
  resume?: string | undefined;
  /** The door that asked; absent: this one. */
  path?: string | undefined;
  error?: string | undefined;
}

/** Asks for a fresh proof, names the act it is for, and fixes whose it is (SU-2). Works without script. */
export function stepUpPage(visit: Visit, session: Pick<Session, 'email'>, form: StepUpForm): Page {
  const t = words(visit.locale);
  const act = actName(form.path ?? visit.path, visit.locale);
  return {
    title: t('step-up-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('step-up-title')}</h1>
        <p>{t('step-up-intro', { act })}</p>
        <Facts rows={[[t('step-up-account'), session.email]]} />
        <Form action="/step-up" token={visit.formToken} submit={t('step-up-submit', { act })} layout="full">
          <HiddenUsername value={session.email} />
          <HiddenField name="method" value="password" />
          {form.resume && <HiddenField name="resume" value={form.resume} />}
          <PasswordField
            label={t('step-up-password')}
            name="password"
            autocomplete="current-password"
            showLabel={t('step-up-show')}
            hideLabel={t('step-up-hide')}
            error={form.error}
          />
        </Form>
        <Links items={[{ href: '/security', label: t('step-up-cancel') }]} />
      </>
    ),
  };
}

/** The waiting form again, its fields as they were, one press away. */
export function stepUpDonePage(
  visit: Visit,
  kept: { path: string; fields: Record<string, string> },
  formToken: string,
): Page {
  const t = words(visit.locale);
  const act = actName(kept.path, visit.locale);
  return {
    title: t('step-up-done-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('step-up-done-title')}</h1>
        <p>{t('step-up-done-text')}</p>
        <Form action={kept.path} token={formToken} submit={t('step-up-go', { act })} layout="full">
          {Object.entries(kept.fields).map(([name, value]) => (
            <HiddenField name={name} value={value} />
          ))}
        </Form>
        <Links items={[{ href: '/security', label: t('step-up-cancel') }]} />
      </>
    ),
  };
}
