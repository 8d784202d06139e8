import type { FieldError, Page, Visit } from '../../foundations/http/index.ts';
import {
  Details,
  Facts,
  Field,
  Form,
  HiddenField,
  LinkButton,
  Notice,
  PasswordField,
  type StrengthWords,
} from '../../ui/index.ts';
import { At } from './page-parts.tsx';
import { RULES, type Rules, startOf } from './policy.ts';
import type { Role } from './role.ts';
import { words } from './words.ts';

export interface InvitationView {
  token: string;
  role: Role;
  expiresAt: Date;
  /** Masked for whoever is not signed in as it. */
  address: string;
  /** `you`: signed in as the invited address. */
  reader: 'you' | 'somebody-else' | 'signed-out';
  /** Told to the invited person alone. */
  account: { name: string; rules: Rules; restrictsAddresses: boolean } | null;
  /** How many hours ownership takes to pass. */
  waitHours: number;
}

export interface NewPasswordWords {
  hint: string;
  meter: StrengthWords;
}

/** Opening it does nothing: mail scanners open links too (RC-6). */
export function invitationPage(
  visit: Visit,
  view: InvitationView,
  form: { password: NewPasswordWords; name?: string | undefined; errors?: readonly FieldError[] | undefined },
): Page {
  const t = words(visit.locale);
  return {
    title: t('answer-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('answer-title')}</h1>
        <InvitationTerms visit={visit} view={view} />
        {view.reader === 'you' && <Accepting visit={visit} view={view} />}
        {view.reader === 'somebody-else' && (
          <Notice tone="warning" title={t('answer-other-title')}>
            <p>{t('answer-other', { email: visit.viewer?.email ?? '', address: view.address })}</p>
          </Notice>
        )}
        {view.reader === 'signed-out' && <ComingIn visit={visit} view={view} form={form} />}
        {view.reader !== 'somebody-else' && <Declining visit={visit} token={view.token} />}
      </>
    ),
  };
}

export type InvitationVisit = Pick<Visit, 'locale' | 'timeZone' | 'formToken' | 'now'>;

/** What one would accept: into which account, as what, and until when. */
export function InvitationTerms({ visit, view }: { visit: InvitationVisit; view: InvitationView }) {
  const t = words(visit.locale);
  return (
    <>
      <p>{view.account ? t('answer-text', { account: view.account.name }) : t('answer-text-nameless')}</p>
      <Facts
        rows={[
          [t('mail-role'), t(`role-${view.role}`)],
          [t('mail-may'), t(`role-${view.role}-hint`)],
          [t('answer-for'), view.address],
          [t('mail-until'), <At at={view.expiresAt} visit={visit} />],
        ]}
      />
      {view.role === 'owner' && (
        <Notice tone="info">
          <p>{t('answer-owner', { hours: view.waitHours })}</p>
        </Notice>
      )}
    </>
  );
}

function Declining({ visit, token }: { visit: Visit; token: string }) {
  const t = words(visit.locale);
  return (
    <>
      <Form
        action={`/invitations/${token}`}
        token={visit.formToken}
        submit={t('answer-decline')}
        submitTone="quiet"
        layout="full"
      >
        <HiddenField name="accept" value="false" />
      </Form>
      <p class="hint">{t('answer-decline-hint')}</p>
    </>
  );
}

export function Accepting({ visit, view }: { visit: InvitationVisit; view: InvitationView }) {
  const t = words(visit.locale);
  const rules = view.account?.rules;
  const asked = RULES.flatMap((rule) => {
    const from = rules && startOf(rules, rule);
    return from ? [{ rule, from }] : [];
  });
  return (
    <>
      {asked.length > 0 && (
        <Notice tone="info" title={t('answer-policy-title')}>
          {asked.map(({ rule, from }) =>
            from > visit.now ? (
              <p>
                {t(`answer-${rule}-later`)} <At at={from} visit={visit} />
              </p>
            ) : (
              <p>{t(`answer-${rule}-now`)}</p>
            ),
          )}
        </Notice>
      )}
      {view.account?.restrictsAddresses && (
        <Notice tone="info" title={t('answer-addresses-title')}>
          <p>{t('answer-addresses')}</p>
        </Notice>
      )}
      <Form action={`/invitations/${view.token}`} token={visit.formToken} submit={t('answer-accept')} layout="full">
        <HiddenField name="accept" value="true" />
      </Form>
    </>
  );
}

function ComingIn(props: {
  visit: Visit;
  view: InvitationView;
  form: { password: NewPasswordWords; name?: string | undefined; errors?: readonly FieldError[] | undefined };
}) {
  const { visit, view, form } = props;
  const t = words(visit.locale);
  const errorOf = (name: string) => form.errors?.find(({ field }) => field === name)?.message;
  return (
    <>
      <p>{t('answer-sign-in')}</p>
      <LinkButton href={`/sign-in?next=/invitations/${view.token}`}>{t('answer-sign-in-link')}</LinkButton>
      <Details summary={t('answer-new')} open={form.errors !== undefined}>
        <p>{t('answer-new-text', { address: view.address })}</p>
        <Form
          action={`/invitations/${view.token}/sign-up`}
          token={visit.formToken}
          submit={t('answer-new-submit')}
          layout="full"
        >
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
            hint={form.password.hint}
            name="password"
            autocomplete="new-password"
            showLabel={t('show')}
            hideLabel={t('hide')}
            error={errorOf('password')}
            meter={form.password.meter}
          />
          <time-zone>
            <HiddenField name="timeZone" value="" />
          </time-zone>
        </Form>
      </Details>
    </>
  );
}

/** The same whether a user was made or the address had one (RL-5). */
export function invitedSignUpPage(visit: Visit, token: string): Page {
  const t = words(visit.locale);
  return {
    title: t('invited-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('invited-title')}</h1>
        <p>{t('invited-text')}</p>
        <LinkButton href={`/sign-in?next=/invitations/${token}`}>{t('answer-sign-in-link')}</LinkButton>
        <p class="hint">{t('invited-hint')}</p>
      </>
    ),
  };
}

export function declinedPage(visit: Visit): Page {
  const t = words(visit.locale);
  return {
    title: t('declined-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('declined-title')}</h1>
        <p>{t('declined-text')}</p>
      </>
    ),
  };
}
