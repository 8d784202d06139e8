import type { FieldError, Page, Visit } from '../../foundations/http/index.ts';
import {
  CodeField,
  Details,
  Field,
  Form,
  HiddenField,
  LinkButton,
  Links,
  Notice,
  PasskeyForm,
  PasswordField,
  Steps,
  Time,
} from '../../ui/index.ts';
import type { Lost, Proof } from './recovery.ts';
import { words } from './words.ts';

export function askRecoveryPage(
  visit: Visit,
  form: { email?: string | undefined; lost?: Lost | undefined; errors?: readonly FieldError[]; notice?: string } = {},
): Page {
  const t = words(visit.locale);
  const isOutside = form.lost === 'address';
  return {
    title: t(isOutside ? 'ask-outside-title' : 'ask-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t(isOutside ? 'ask-outside-title' : 'ask-title')}</h1>
        <p>{t(isOutside ? 'ask-outside-intro' : 'ask-intro')}</p>
        {form.notice && (
          <Notice tone="warning">
            <p>{form.notice}</p>
          </Notice>
        )}
        <Form action="/recovery" token={visit.formToken} submit={t('ask-submit')} layout="full">
          <HiddenField name="lost" value={isOutside ? 'address' : 'second-factor'} />
          <Field
            label={t('ask-email')}
            name="email"
            type="email"
            autocomplete="username"
            value={form.email}
            error={form.errors?.find(({ field }) => field === 'email')?.message}
            required
          />
        </Form>
        <Details summary={t('ask-ways')}>
          <ul>
            {(isOutside ? OUTSIDE_WAYS : WAYS).map((way) => (
              <li>{t(way)}</li>
            ))}
          </ul>
        </Details>
        <Links
          items={[
            { lead: t('ask-password'), href: '/forgot-password', label: t('ask-forgot') },
            { href: '/sign-in', label: t('back-to-sign-in') },
          ]}
        />
      </>
    ),
  };
}

const WAYS = ['ask-way-codes', 'ask-way-other', 'ask-way-wait'] as const;
const OUTSIDE_WAYS = ['ask-outside-way-codes', 'ask-outside-way-wait', 'ask-outside-way-support'] as const;

export interface ProofForm {
  needs: readonly Proof[];
  tried?: Proof | undefined;
  error?: string | undefined;
  notice?: { tone: 'warning' | 'good'; text: string } | undefined;
}

export function recoveryProofPage(visit: Visit, form: ProofForm): Page {
  const t = words(visit.locale);
  const { needs } = form;
  const mailMissing = needs.includes('mailed-code');
  const others = needs.filter((need) => need !== 'mailed-code');
  // Only outside the list of addresses an app's code is of no use.
  const isOutside = !mailMissing && !needs.includes('totp');
  return {
    title: t('proof-title'),
    shell: 'card',
    ceremony: needs.includes('passkey'),
    content: (
      <>
        <h1>{t('proof-title')}</h1>
        {form.notice && (
          <Notice tone={form.notice.tone}>
            <p>{form.notice.text}</p>
          </Notice>
        )}
        <p>{t(proofIntro(needs))}</p>
        {mailMissing && <ProofField visit={visit} method="mailed-code" form={form} />}
        {isOutside ? (
          <OutsideProofs visit={visit} form={form} />
        ) : mailMissing && others.length > 0 ? (
          <Details summary={t('proof-no-mail')} open={form.tried !== undefined && form.tried !== 'mailed-code'}>
            <p>{t('proof-no-mail-text')}</p>
            {others.map((method) => (
              <ProofField visit={visit} method={method} form={form} />
            ))}
          </Details>
        ) : (
          others.map((method, index) =>
            index === 0 ? (
              <ProofField visit={visit} method={method} form={form} />
            ) : (
              <Details summary={t(`proof-${method}-summary`)} open={form.tried === method}>
                <p>{t(`proof-${method}-text`)}</p>
                <ProofField visit={visit} method={method} form={form} />
              </Details>
            ),
          )
        )}
        <Links
          items={[
            { href: '/recovery?again=yes', label: t('proof-again') },
            { href: '/sign-in', label: t('back-to-sign-in') },
          ]}
        />
      </>
    ),
  };
}

function proofIntro(needs: readonly Proof[]) {
  if (needs.includes('mailed-code')) return needs.length === 1 ? 'proof-only-mail' : 'proof-first';
  if (needs.includes('totp')) return 'proof-second';
  if (needs[0] === 'backup-code') return 'proof-outside-code';
  return needs.length === 1 ? 'proof-outside-password' : 'proof-outside';
}

/** One after the other; with the code missing alone, the password once more chooses the wait. */
function OutsideProofs({ visit, form }: { visit: Visit; form: ProofForm }) {
  const t = words(visit.locale);
  const [first = 'password'] = form.needs;
  const again = form.needs.includes('password') ? 'password' : 'passkey';
  return (
    <>
      <ProofField visit={visit} method={first} form={form} />
      {first === 'password' && form.needs.includes('passkey') && (
        <Details summary={t('proof-passkey-summary')} open={form.tried === 'passkey'}>
          <ProofField visit={visit} method="passkey" form={form} />
        </Details>
      )}
      {first === 'backup-code' && (
        <Details summary={t('proof-outside-wait-summary')} open={form.tried === again}>
          <p>{t(`proof-outside-wait-${again}`)}</p>
          <ProofField visit={visit} method={again} form={form} />
        </Details>
      )}
    </>
  );
}

function ProofField({ visit, method, form }: { visit: Visit; method: Proof; form: ProofForm }) {
  const t = words(visit.locale);
  const error = form.tried === method ? form.error : undefined;
  if (method === 'passkey') return <PasskeyProof visit={visit} error={error} />;
  const common = { label: t(`proof-${method}`), id: `recovery-${method}`, error };
  const tone = method === 'mailed-code' || form.needs[0] === method ? 'primary' : 'quiet';
  return (
    <Form
      action="/recovery/proof"
      token={visit.formToken}
      submit={t(`proof-${method}-submit`)}
      submitTone={tone}
      layout="full"
    >
      <HiddenField name="method" value={method} />
      {method === 'password' && (
        <PasswordField
          {...common}
          name="password"
          autocomplete="current-password"
          showLabel={t('show')}
          hideLabel={t('hide')}
        />
      )}
      {method === 'totp' && <CodeField {...common} name="code" hint={t('proof-totp-hint')} />}
      {(method === 'mailed-code' || method === 'backup-code') && (
        <Field {...common} name="code" hint={t(`proof-${method}-hint`)} autocomplete="one-time-code" exact />
      )}
    </Form>
  );
}

function PasskeyProof({ visit, error }: { visit: Visit; error: string | undefined }) {
  return (
    <>
      {error && (
        <Notice tone="danger">
          <p>{error}</p>
        </Notice>
      )}
      <PasskeyForm
        locale={visit.locale}
        ceremony="get"
        options="/recovery/passkey/options"
        action="/recovery/proof"
        token={visit.formToken}
        submit={words(visit.locale)('proof-passkey-submit')}
        submitTone="quiet"
        layout="full"
      >
        <HiddenField name="method" value="passkey" />
      </PasskeyForm>
    </>
  );
}

export function recoveryWaitingPage(visit: Visit, { completesAt, lost }: { completesAt: Date; lost: Lost }): Page {
  const t = words(visit.locale);
  const isOutside = lost === 'address';
  return {
    title: t('waiting-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('waiting-title')}</h1>
        <p>
          {t(isOutside ? 'waiting-text-address' : 'waiting-text')}{' '}
          <strong>
            <Time at={completesAt} locale={visit.locale} timeZone={visit.timeZone} />
          </strong>
        </p>
        <h2>{t('waiting-next')}</h2>
        <Steps
          steps={[
            { title: t('waiting-step-1'), text: t('waiting-step-1-text') },
            { title: t(isOutside ? 'waiting-step-2-address' : 'waiting-step-2'), text: t('waiting-step-2-text') },
            { title: t('waiting-step-3'), text: t(isOutside ? 'waiting-step-3-text-address' : 'waiting-step-3-text') },
          ]}
        />
        <p>{t(isOutside ? 'waiting-found-address' : 'waiting-found')}</p>
        <LinkButton href="/sign-in" tone="quiet">
          {t('back-to-sign-in')}
        </LinkButton>
      </>
    ),
  };
}

/** `removed` false: nothing stood in the way. */
export function recoveryDonePage(
  visit: Visit,
  { removed, kept, lost }: { removed: boolean; kept: boolean; lost: Lost },
): Page {
  const t = words(visit.locale);
  const opened = lost === 'address' ? 'opened' : 'done';
  const title = t(removed ? `${opened}-title` : 'nothing-title');
  const text = kept ? 'done-kept-text' : (`${opened}-text` as const);
  const nothing = lost === 'address' ? 'nothing-text-address' : 'nothing-text';
  return {
    title,
    shell: 'card',
    content: (
      <>
        <h1>{title}</h1>
        <Notice tone="good">
          <p>{t(removed ? text : nothing)}</p>
        </Notice>
        {removed && <p>{t(kept ? 'done-kept-next' : `${opened}-next`)}</p>}
        <LinkButton href="/sign-in">{t('to-sign-in')}</LinkButton>
        <Links items={[{ lead: t('ask-password'), href: '/forgot-password', label: t('ask-forgot') }]} />
      </>
    ),
  };
}
