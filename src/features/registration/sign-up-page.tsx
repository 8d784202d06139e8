import type { FieldError, Page, Visit } from '../../foundations/http/index.ts';
import {
  Details,
  Field,
  Form,
  HiddenField,
  LinkButton,
  Links,
  Notice,
  PasswordField,
  type StrengthWords,
} from '../../ui/index.ts';
import { words } from './words.ts';

export interface SignUpForm {
  email?: string | undefined;
  name?: string | undefined;
  timeZone?: string | undefined;
  errors?: readonly FieldError[] | undefined;
}

/** What the passwords room says beside a new password. */
export interface NewPasswordWords {
  hint: string;
  meter: StrengthWords;
}

export function signUpPage(visit: Visit, form: SignUpForm, password: NewPasswordWords): Page {
  const t = words(visit.locale);
  const errorOf = (name: string) => form.errors?.find(({ field }) => field === name)?.message;
  return {
    title: t('sign-up-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('sign-up-title')}</h1>
        <p>{t('sign-up-intro')}</p>
        <Form action="/sign-up" token={visit.formToken} submit={t('sign-up-submit')} layout="full">
          <Field
            label={t('email')}
            hint={t('email-hint')}
            name="email"
            type="email"
            autocomplete="username"
            value={form.email}
            error={errorOf('email')}
            required
          />
          <Field
            label={t('name')}
            optional={t('optional')}
            name="name"
            autocomplete="name"
            value={form.name}
            error={errorOf('name')}
            maxlength={100}
          />
          <PasswordField
            label={t('password')}
            hint={password.hint}
            name="password"
            autocomplete="new-password"
            showLabel={t('show')}
            hideLabel={t('hide')}
            error={errorOf('password')}
            meter={password.meter}
          />
          <time-zone>
            <HiddenField name="timeZone" value={form.timeZone ?? ''} />
          </time-zone>
        </Form>
        <Links
          items={[
            { href: '/guide/strong-passwords', label: t('guide') },
            { lead: t('have-account'), href: '/sign-in', label: t('sign-in') },
          ]}
        />
      </>
    ),
  };
}

/** The same for a free and a taken address (RL-5). */
export function mailSentPage(visit: Visit, email: string, mailboxPath: string | null): Page {
  const t = words(visit.locale);
  return {
    title: t('sent-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('sent-title')}</h1>
        <p>{t('sent-text', { email })}</p>
        {mailboxPath && (
          <LinkButton href={mailboxPath} icon="mail">
            {t('mailbox')}
          </LinkButton>
        )}
        <Details summary={t('sent-missing')}>
          <p>{t('sent-missing-text')}</p>
        </Details>
        <Links items={[{ href: '/sign-up', label: t('sent-again') }]} />
      </>
    ),
  };
}

/** Opening it does nothing: mail scanners open links too (RC-6). */
export function verifyAddressPage(
  visit: Visit,
  request: { token: string; email: string; sameBrowser: boolean; wrongPassword?: boolean },
): Page {
  const t = words(visit.locale);
  return {
    title: t('verify-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('verify-title')}</h1>
        <p>{t('verify-text', { email: request.email })}</p>
        {!request.sameBrowser && (
          <Notice tone="info">
            <p>{t('verify-password')}</p>
          </Notice>
        )}
        <Form action="/verify-address" token={visit.formToken} submit={t('verify-submit')} layout="full">
          <HiddenField name="token" value={request.token} />
          {!request.sameBrowser && (
            <PasswordField
              label={t('password')}
              name="password"
              autocomplete="current-password"
              showLabel={t('show')}
              hideLabel={t('hide')}
              error={request.wrongPassword ? t('verify-wrong') : undefined}
            />
          )}
        </Form>
        <p class="hint">{t('verify-no')}</p>
      </>
    ),
  };
}
