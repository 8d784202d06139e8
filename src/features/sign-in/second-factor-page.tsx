import type { Page, Visit } from '../../foundations/http/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import {
  Card,
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
import { words } from './words.ts';

export interface SecondFactorForm {
  email: string;
  methods: readonly string[];
  resume?: string | undefined;
  /** The method that was tried, and why it was refused. */
  tried?: string | undefined;
  error?: string | undefined;
  notice?: string | undefined;
}

/** The second step: the app's code first, a backup code one press away, the way back for who has neither. */
export function secondFactorPage(visit: Visit, form: SecondFactorForm): Page {
  const t = words(visit.locale);
  return {
    title: t(titleOf(form)),
    shell: 'card',
    ceremony: form.methods.includes('passkey'),
    content: <SecondFactor visit={visit} form={form} />,
  };
}

function SecondFactor({ visit, form }: { visit: Pick<Visit, 'locale' | 'formToken'>; form: SecondFactorForm }) {
  const t = words(visit.locale);
  const has = (method: string) => form.methods.includes(method);
  const errorOf = (method: string) => (form.tried === method ? form.error : undefined);
  return (
    <>
      <h1>{t(titleOf(form))}</h1>
      <p>{t(introOf(form))}</p>
      {form.notice && (
        <Notice tone="warning">
          <p>{form.notice}</p>
        </Notice>
      )}
      <Facts rows={[[t('second-account'), form.email]]} />
      {has('passkey') && (
        <PasskeyForm
          locale={visit.locale}
          ceremony="get"
          options="/sign-in/passkey/options"
          action="/sign-in/passkey"
          token={visit.formToken}
          submit={t('second-passkey')}
          layout="full"
        >
          {form.resume && <HiddenField name="resume" value={form.resume} />}
        </PasskeyForm>
      )}
      {has('password') && (
        <Form action="/sign-in/second-factor" token={visit.formToken} submit={t('submit')} layout="full">
          <HiddenUsername value={form.email} />
          <HiddenField name="method" value="password" />
          {form.resume && <HiddenField name="resume" value={form.resume} />}
          <PasswordField
            label={t('password')}
            name="password"
            autocomplete="current-password"
            showLabel={t('show')}
            hideLabel={t('hide')}
            error={errorOf('password')}
          />
        </Form>
      )}
      {has('totp') && (
        <Form
          action="/sign-in/second-factor"
          token={visit.formToken}
          submit={t('submit')}
          submitTone={has('passkey') ? 'quiet' : undefined}
          layout="full"
        >
          <HiddenUsername value={form.email} />
          <HiddenField name="method" value="totp" />
          {form.resume && <HiddenField name="resume" value={form.resume} />}
          <CodeField label={t('second-code')} name="code" hint={t('second-code-hint')} error={errorOf('totp')} />
        </Form>
      )}
      {has('backup-code') && (
        <Details summary={t('second-backup')} open={form.tried === 'backup-code'}>
          <Form
            action="/sign-in/second-factor"
            token={visit.formToken}
            submit={t('second-backup-submit')}
            submitTone="quiet"
            layout="full"
          >
            <HiddenField name="method" value="backup-code" />
            {form.resume && <HiddenField name="resume" value={form.resume} />}
            <Field
              label={t('second-backup-code')}
              name="code"
              id="backup-code"
              hint={t('second-backup-hint')}
              error={errorOf('backup-code')}
              autocomplete="off"
              exact
            />
          </Form>
        </Details>
      )}
      <Details summary={t(has('totp') ? 'second-trouble' : 'second-trouble-other')}>
        {has('totp') && <p>{t('second-clock')}</p>}
        <p>
          {t('second-lost')} <a href="/recovery">{t('second-recovery')}</a>
        </p>
      </Details>
      <Links items={[{ href: '/sign-in', label: t('second-start-over') }]} />
    </>
  );
}

function titleOf({ methods }: SecondFactorForm) {
  if (methods.includes('password')) return 'second-password-title';
  return methods.includes('passkey') ? 'second-passkey-title' : 'second-title';
}

function introOf({ methods }: SecondFactorForm) {
  if (methods.includes('password')) return 'second-password-intro';
  if (!methods.includes('passkey')) return 'second-intro';
  return methods.includes('totp') ? 'second-either-intro' : 'second-passkey-intro';
}

/** For the guide, with a made-up address. */
export function secondStepPicture(locale: Locale) {
  return (
    <Card>
      <SecondFactor
        visit={{ locale, formToken: '' }}
        form={{ email: 'camille@example.com', methods: ['totp', 'backup-code'] }}
      />
    </Card>
  );
}
