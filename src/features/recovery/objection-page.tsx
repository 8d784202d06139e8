import type { Page, Visit } from '../../foundations/http/index.ts';
import {
  CodeField,
  Details,
  Facts,
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
import type { AccountUndo } from './doors.ts';
import { objectionWords, undoneWords } from './objection-words.ts';
import type { UndoProof } from './undo-proofs.ts';
import { changeWords, words } from './words.ts';

export interface ObjectionView {
  token: string;
  kind: string;
  at: Date;
  address: string | null;
  browser: string | null;
  system: string | null;
  /** An objection was made; changes are stopped until then, or null when that is over. */
  objected: { until: Date | null } | null;
  /** Of a change in a shared account: what it was, in that room's words. null: it is about the user's own protection. */
  inAccount: { account: string; facts: readonly (readonly [string, string])[]; undo: AccountUndo } | null;
  /** It was done in a session of whoever got the mail. */
  inOwnName: boolean;
  /** The reader's own sessions ended just now. */
  ended?: boolean;
  /** null: it cannot be undone. */
  needs: readonly UndoProof[] | null;
  tried?: UndoProof | undefined;
  error?: string | undefined;
  notice?: { tone: 'info' | 'warning'; text: string } | undefined;
}

/** Reached from the mail about a change. Opening it does nothing; its buttons do (RC-6). */
export function objectionPage(visit: Visit, view: ObjectionView): Page {
  const t = words(visit.locale);
  const { browser, system, objected, needs } = view;
  const time = (at: Date) => <Time at={at} locale={visit.locale} timeZone={visit.timeZone} />;
  const device = browser && system ? t('device-both', { browser, system }) : (browser ?? system ?? t('unknown'));
  const says = objectionWords(t, view);
  const title = objected === null ? says.title : says.stopped;
  return {
    title,
    shell: 'card',
    ceremony: needs?.includes('passkey') ?? false,
    content: (
      <>
        <h1>{title}</h1>
        {objected === null && <p>{says.intro}</p>}
        {view.notice && (
          <Notice tone={view.notice.tone}>
            <p>{view.notice.text}</p>
          </Notice>
        )}
        {objected && (
          <Notice tone="good">
            <p>
              {objected.until ? (
                <>
                  {says.until} <strong>{time(objected.until)}</strong>
                </>
              ) : (
                says.over
              )}
            </p>
            {view.ended && says.ended && <p>{says.ended}</p>}
          </Notice>
        )}
        <Facts
          rows={[
            ...(view.inAccount?.facts ?? [[t('fact-change'), changeWords(view.kind, t)] as const]),
            [t('fact-changed-at'), time(view.at)],
            [t('fact-device'), device],
            [t('fact-address'), view.address ?? t('unknown')],
          ]}
        />
        {objected === null ? (
          <ObjectionForm visit={visit} token={view.token} says={says} />
        ) : (
          says.own && !view.ended && <ObjectionForm visit={visit} token={view.token} says={says.own} />
        )}
        {needs === null ? (
          <p>{says.final}</p>
        ) : objected === null && view.tried === undefined && view.notice === undefined ? (
          <Details summary={t('undo-title')}>
            <UndoForms visit={visit} view={view} needs={needs} />
          </Details>
        ) : (
          <>
            <h2>{t('undo-title')}</h2>
            <UndoForms visit={visit} view={view} needs={needs} />
          </>
        )}
        {objected && (
          <Details summary={t('objected-next')}>
            <Steps steps={says.steps.map((step) => ({ title: step }))} />
          </Details>
        )}
        <Links
          items={[
            objected === null
              ? { href: '/security', label: says.no }
              : { href: '/forgot-password', label: t('objected-password') },
          ]}
        />
      </>
    ),
  };
}

function ObjectionForm(props: { visit: Visit; token: string; says: { does: readonly string[]; submit: string } }) {
  const { visit, token, says } = props;
  const t = words(visit.locale);
  return (
    <>
      <p>{t('objection-does')}</p>
      <ul>
        {says.does.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
      <Form
        action={`/objections/${token}`}
        token={visit.formToken}
        submit={says.submit}
        submitTone="danger"
        layout="full"
      />
    </>
  );
}

function UndoForms({ visit, view, needs }: { visit: Visit; view: ObjectionView; needs: readonly UndoProof[] }) {
  const t = words(visit.locale);
  // One after the other: the password first, then one of the second factors.
  const first = needs.find((need) => need === (view.tried ?? needs[0])) ?? needs[0];
  const others = needs.filter(
    (need) => need !== first && (need === 'passkey' || (first === 'password') === (need === 'password')),
  );
  return (
    <>
      <p>{t('undo-intro')}</p>
      {first && <UndoField visit={visit} view={view} method={first} main />}
      {others.map((method) => (
        <Details summary={t(`undo-${method}-summary`)}>
          <UndoField visit={visit} view={view} method={method} />
        </Details>
      ))}
    </>
  );
}

function UndoField(props: { visit: Visit; view: ObjectionView; method: UndoProof; main?: boolean }) {
  const { visit, view, method, main = false } = props;
  const t = words(visit.locale);
  const error = view.tried === method ? view.error : undefined;
  const common = { label: t(`undo-${method}`), id: `undo-${method}`, hint: t(`undo-${method}-hint`), error };
  if (method === 'passkey') return <UndoWithPasskey visit={visit} view={view} error={error} />;
  return (
    <Form
      action={`/objections/${view.token}/undo`}
      token={visit.formToken}
      submit={t('undo-submit')}
      submitTone={main && view.objected !== null ? 'primary' : 'quiet'}
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
      {method === 'totp' && <CodeField {...common} name="code" />}
      {method === 'backup-code' && <Field {...common} name="code" autocomplete="off" exact />}
    </Form>
  );
}

function UndoWithPasskey({ visit, view, error }: { visit: Visit; view: ObjectionView; error: string | undefined }) {
  const t = words(visit.locale);
  return (
    <>
      <p>{t('undo-passkey-hint')}</p>
      {error && (
        <Notice tone="danger">
          <p>{error}</p>
        </Notice>
      )}
      <PasskeyForm
        locale={visit.locale}
        ceremony="get"
        options={`/objections/${view.token}/passkey/options`}
        action={`/objections/${view.token}/undo`}
        token={visit.formToken}
        submit={t('undo-passkey')}
        submitTone="quiet"
        layout="full"
      >
        <HiddenField name="method" value="passkey" />
      </PasskeyForm>
    </>
  );
}

export function changeUndonePage(visit: Visit, undone: { inAccount: boolean; ended: boolean }): Page {
  const t = words(visit.locale);
  const says = undoneWords(t, undone);
  return {
    title: t('undone-title'),
    shell: 'card',
    content: (
      <>
        <h1>{t('undone-title')}</h1>
        <Notice tone="good">
          <p>{says.text}</p>
        </Notice>
        <h2>{t('undone-next')}</h2>
        <Steps steps={says.steps.map((step) => ({ title: step }))} />
        <LinkButton href="/sign-in">{t('to-sign-in')}</LinkButton>
      </>
    ),
  };
}
