import type { Page, Visit } from '../../foundations/http/index.ts';
import {
  CodeField,
  Details,
  Facts,
  Field,
  Form,
  HiddenField,
  HiddenUsername,
  Links,
  Notice,
  PasskeyForm,
  PasswordField,
} from '../../ui/index.ts';
import { actName } from './act-name.ts';
import { type Session, type StepUpMethod, stepUpMethods } from './session.ts';
import { words } from './words.ts';

export interface StepUpForm {
  /** The form that waits for the proof, sealed. */
  resume?: string | undefined;
  /** The page that waits for it. */
  next?: string | undefined;
  /** The door that asked; absent: this one. */
  path?: string | undefined;
  /** What the account asks for by its rule: nothing else is offered. */
  only?: 'passkey' | undefined;
  tried?: StepUpMethod | undefined;
  error?: string | undefined;
}

/** Asks for a fresh proof, names the act it is for, and fixes whose it is (SU-2). Works without script. */
export function stepUpPage(
  visit: Visit,
  session: Pick<Session, 'email' | 'reachable' | 'has'>,
  form: StepUpForm,
): Page {
  const t = words(visit.locale);
  const act = actName(form.path ?? visit.path, visit.locale);
  return {
    title: t('step-up-title'),
    shell: 'card',
    ceremony: stepUpMethods(session).includes('passkey'),
    content: (
      <>
        <h1>{t('step-up-title')}</h1>
        <p>{t(form.only ? 'step-up-passkey-alone' : 'step-up-intro', { act })}</p>
        <Facts rows={[[t('step-up-account'), session.email]]} />
        <StepUpForms
          visit={visit}
          email={session.email}
          methods={form.only ? [form.only] : stepUpMethods(session)}
          form={form}
          submit={t('step-up-submit', { act })}
        />
        <Links
          items={[
            ...(form.only
              ? [
                  { href: '/security/passkeys', label: t('step-up-your-passkeys') },
                  { href: '/account/switch', label: t('step-up-other-account') },
                ]
              : []),
            { href: '/security', label: t('step-up-cancel') },
          ]}
        />
      </>
    ),
  };
}

/** One form for each authenticator that suffices, the strongest open. On the page and in the dialog alike. */
export function StepUpForms(props: {
  visit: Visit;
  email: string;
  methods: readonly StepUpMethod[];
  form: StepUpForm;
  submit: string;
}) {
  const { visit, email, methods, form, submit } = props;
  const t = words(visit.locale);
  const errorOf = (method: StepUpMethod) => (form.tried === method ? form.error : undefined);
  const common = (method: StepUpMethod) => (
    <>
      <HiddenUsername value={email} />
      <HiddenField name="method" value={method} />
      {form.resume && <HiddenField name="resume" value={form.resume} />}
      {form.next && <HiddenField name="next" value={form.next} />}
      {form.only && <HiddenField name="only" value={form.only} />}
    </>
  );
  const send = { action: '/step-up', token: visit.formToken, submit, layout: 'full' } as const;
  return (
    <>
      {methods.includes('passkey') && (
        <>
          {errorOf('passkey') && (
            <Notice tone="danger">
              <p>{errorOf('passkey')}</p>
            </Notice>
          )}
          <PasskeyForm
            locale={visit.locale}
            ceremony="get"
            options="/step-up/passkey/options"
            action="/step-up"
            token={visit.formToken}
            submit={t('step-up-passkey')}
            layout="full"
          >
            {common('passkey')}
          </PasskeyForm>
        </>
      )}
      {methods.includes('totp') && (
        <Form {...send}>
          {common('totp')}
          <CodeField
            label={t('step-up-code')}
            name="code"
            id="step-up-code"
            hint={t('step-up-code-hint')}
            error={errorOf('totp')}
          />
        </Form>
      )}
      {methods.includes('backup-code') && (
        <Details summary={t('step-up-backup')} open={form.tried === 'backup-code'}>
          <Form {...send} submitTone="quiet">
            {common('backup-code')}
            <Field
              label={t('step-up-backup-code')}
              name="code"
              id="step-up-backup-code"
              hint={t('step-up-backup-hint')}
              error={errorOf('backup-code')}
              autocomplete="off"
              exact
            />
          </Form>
        </Details>
      )}
      {methods.includes('password') && (
        <Form {...send}>
          {common('password')}
          <PasswordField
            label={t('step-up-password')}
            name="password"
            id="step-up-password"
            autocomplete="current-password"
            showLabel={t('step-up-show')}
            hideLabel={t('step-up-hide')}
            error={errorOf('password')}
          />
        </Form>
      )}
    </>
  );
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
