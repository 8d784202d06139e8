import type { FieldError, Page, Visit } from '../../foundations/http/index.ts';
import {
  CheckboxField,
  Field,
  Form,
  HiddenField,
  Links,
  Notice,
  PasskeyForm,
  PasswordField,
  UnknownPasskeySignal,
} from '../../ui/index.ts';
import { words } from './words.ts';

export interface SignInForm {
  email?: string | undefined;
  keep?: boolean | undefined;
  next?: string | undefined;
  resume?: string | undefined;
  errors?: readonly FieldError[] | undefined;
  notice?: { tone: 'info' | 'good' | 'danger' | 'warning'; title?: string | undefined; text: string } | undefined;
  /** The domain of our passkeys before a move. */
  formerDomain?: string | undefined;
  /** What this browser offered and we do not know: it may forget it. */
  unknownPasskey?: { rpId: string; credentialId: string } | undefined;
}

export function signInPage(visit: Visit, form: SignInForm): Page {
  const t = words(visit.locale);
  const errorOf = (name: string) => form.errors?.find(({ field }) => field === name)?.message;
  return {
    title: t('title'),
    shell: 'card',
    ceremony: true,
    content: (
      <>
        <h1>{t('welcome')}</h1>
        {form.notice && (
          <Notice tone={form.notice.tone} title={form.notice.title}>
            <p>{form.notice.text}</p>
          </Notice>
        )}
        <Form action="/sign-in" token={visit.formToken} submit={t('submit')} layout="full">
          <Field
            label={t('email')}
            name="email"
            type="email"
            autocomplete="username webauthn"
            value={form.email}
            error={errorOf('email')}
            required
          />
          <PasswordField
            label={t('password')}
            name="password"
            autocomplete="current-password"
            showLabel={t('show')}
            hideLabel={t('hide')}
            error={errorOf('password')}
          />
          <CheckboxField label={t('keep')} hint={t('keep-hint')} name="keep" checked={form.keep} />
          {form.next && <HiddenField name="next" value={form.next} />}
          {form.resume && <HiddenField name="resume" value={form.resume} />}
        </Form>
        <p class="or">{t('or')}</p>
        <PasskeyForm
          locale={visit.locale}
          ceremony="get"
          options="/sign-in/passkey/options"
          action="/sign-in/passkey"
          token={visit.formToken}
          submit={t('passkey')}
          submitTone="quiet"
          layout="full"
          ask={{ anew: true }}
          autofill
        >
          {form.next && <HiddenField name="next" value={form.next} />}
          {form.resume && <HiddenField name="resume" value={form.resume} />}
        </PasskeyForm>
        {form.formerDomain && (
          <PasskeyForm
            locale={visit.locale}
            ceremony="get"
            options="/sign-in/passkey/options"
            action="/sign-in/passkey"
            token={visit.formToken}
            submit={t('passkey-former', { domain: form.formerDomain })}
            submitTone="bare"
            layout="full"
            ask={{ anew: true, formerDomain: true }}
          >
            {form.next && <HiddenField name="next" value={form.next} />}
          </PasskeyForm>
        )}
        {form.unknownPasskey && <UnknownPasskeySignal {...form.unknownPasskey} />}
        <Links
          items={[
            { href: '/forgot-password', label: t('forgot') },
            { lead: t('lost-device'), href: '/recovery', label: t('second-recovery') },
            { lead: t('new-here'), href: '/sign-up', label: t('sign-up') },
          ]}
        />
      </>
    ),
  };
}
