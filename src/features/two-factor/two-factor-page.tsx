import type { Page, Visit } from '../../foundations/http/index.ts';
import {
  Badge,
  Card,
  Details,
  Field,
  Form,
  HiddenField,
  LinkButton,
  Notice,
  PageHead,
  RowList,
  Steps,
  Time,
} from '../../ui/index.ts';
import { FEW_CODES } from './backup-code.ts';
import type { LiveSet } from './backup-code-table.ts';
import { words } from './words.ts';

export const PAGE_PATH = '/security/two-factor';
export const ENROLMENT_PATH = `${PAGE_PATH}/enrolment`;

/** What the cards need of a visit. */
export type Shown = Pick<Visit, 'locale' | 'timeZone' | 'formToken'>;

export interface App {
  id: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export interface TwoFactorFacts {
  /** Two-factor is on while there is one. */
  apps: readonly App[];
  codes: LiveSet | null;
  /** The other means: whether there is one, and whether it keeps two-factor on. */
  passkeys: { any: boolean; asked: boolean };
}

/** What the act before did; only these words can be asked for. */
export const DONE = [
  'two-factor-enabled',
  'two-factor-disabled',
  'app-added',
  'app-replaced',
  'app-removed',
  'app-renamed',
  'backup-codes-renewed',
] as const;

/** SE-8: one authenticator more or less ends no session by itself. */
const OFFERS_TO_END_SESSIONS: ReadonlySet<string> = new Set(['app-added', 'app-removed']);

interface After {
  done?: (typeof DONE)[number] | undefined;
  problem?: string | undefined;
}

export function twoFactorPage(visit: Visit, facts: TwoFactorFacts, { done, problem }: After): Page {
  const t = words(visit.locale);
  const hasApps = facts.apps.length > 0;
  const isOn = hasApps || facts.passkeys.asked;
  return {
    title: t('title'),
    shell: 'desk',
    section: PAGE_PATH,
    content: (
      <>
        <PageHead title={t('title')} intro={t('intro')} guide={{ href: '/guide/two-factor', label: t('guide') }}>
          <Badge tone={isOn ? 'good' : 'neutral'}>{t(isOn ? 'on' : 'off')}</Badge>
        </PageHead>
        {problem && (
          <Notice tone="danger">
            <p>{problem}</p>
          </Notice>
        )}
        {done && (
          <Notice
            tone="good"
            title={t(`done-${done}`)}
            actions={
              OFFERS_TO_END_SESSIONS.has(done) && (
                <Form
                  action="/security/sessions/end-others"
                  token={visit.formToken}
                  submit={t('end-others')}
                  submitTone="quiet"
                  layout="inline"
                />
              )
            }
          >
            <p>{t(`done-${done}-text`)}</p>
          </Notice>
        )}
        {hasApps ? <AppsCard visit={visit} apps={facts.apps} /> : <StartCard visit={visit} />}
        <PasskeysCard visit={visit} passkeys={facts.passkeys} />
        {(isOn || facts.passkeys.any || facts.codes !== null) && <CodesCard visit={visit} codes={facts.codes} />}
        {hasApps && <TurnOffCard visit={visit} />}
      </>
    ),
  };
}

/** 2F-11: the option that no forged page can catch, beside the codes. */
function PasskeysCard({ visit, passkeys }: { visit: Shown; passkeys: TwoFactorFacts['passkeys'] }) {
  const t = words(visit.locale);
  const state = passkeys.asked ? 'asked' : passkeys.any ? 'any' : 'none';
  return (
    <Card title={t('passkeys-title')} intro={t(`passkeys-${state}`)}>
      <LinkButton href="/security/passkeys" tone="quiet">
        {t('passkeys-open')}
      </LinkButton>
    </Card>
  );
}

export function StartCard({ visit }: { visit: Shown }) {
  const t = words(visit.locale);
  return (
    <Card title={t('start-title')} intro={t('start-intro')}>
      <Steps
        steps={[
          { title: t('step-install'), text: t('step-install-text') },
          { title: t('step-scan'), text: t('step-scan-text') },
          { title: t('step-save'), text: t('step-save-text') },
        ]}
      />
      <Form action={ENROLMENT_PATH} token={visit.formToken} submit={t('start')} />
    </Card>
  );
}

export function AppsCard({ visit, apps }: { visit: Shown; apps: readonly App[] }) {
  const t = words(visit.locale);
  const { locale, timeZone, formToken: token } = visit;
  return (
    <Card
      title={t('apps-title')}
      intro={t('apps-intro')}
      actions={<Form action={ENROLMENT_PATH} token={token} submit={t('add-app')} submitTone="quiet" layout="inline" />}
    >
      <RowList
        items={apps.map(({ id, name, createdAt, lastUsedAt }) => ({
          icon: 'phone',
          title: name,
          text: (
            <>
              {t('added')} <Time at={createdAt} locale={locale} timeZone={timeZone} /> ·{' '}
              {lastUsedAt === null ? (
                t('never-used')
              ) : (
                <>
                  {t('last-used')} <Time at={lastUsedAt} locale={locale} timeZone={timeZone} />
                </>
              )}
              <Details summary={t(apps.length > 1 ? 'manage' : 'manage-only', { name })}>
                <Form
                  action={`${PAGE_PATH}/apps/${id}/rename`}
                  token={token}
                  submit={t('rename')}
                  submitLabel={t('rename-label', { name })}
                  submitTone="quiet"
                >
                  <Field label={t('name')} name="name" id={`name-${id}`} value={name} maxlength={50} />
                </Form>
                <p>{t('replace-text')}</p>
                <Form
                  action={ENROLMENT_PATH}
                  token={token}
                  submit={t('replace')}
                  submitLabel={t('replace-label', { name })}
                  submitTone="quiet"
                >
                  <HiddenField name="replaces" value={id} />
                  <HiddenField name="name" value={name} />
                </Form>
                {apps.length > 1 && (
                  <Form
                    action={`${PAGE_PATH}/apps/${id}/remove`}
                    token={token}
                    submit={t('remove')}
                    submitLabel={t('remove-label', { name })}
                    submitTone="danger"
                    confirm={{ title: t('remove-confirm', { name }), text: t('remove-confirm-text') }}
                  />
                )}
              </Details>
            </>
          ),
        }))}
      />
    </Card>
  );
}

export function CodesCard({ visit, codes }: { visit: Shown; codes: LiveSet | null }) {
  const t = words(visit.locale);
  const { locale, timeZone } = visit;
  const few = codes === null || codes.left < FEW_CODES;
  return (
    <Card title={t('codes-title')} intro={t('codes-intro')} id="backup-codes">
      {codes === null ? (
        <p>{t('codes-none')}</p>
      ) : (
        <p>
          {t('codes-set', { number: codes.number })} <Time at={codes.createdAt} locale={locale} timeZone={timeZone} />
          {' · '}
          {t('codes-left', { left: codes.left })}
        </p>
      )}
      {few && (
        <Notice tone="warning">
          <p>{t('codes-few')}</p>
        </Notice>
      )}
      <Form
        action={`${PAGE_PATH}/backup-codes`}
        token={visit.formToken}
        submit={t('codes-renew')}
        submitTone={few ? 'primary' : 'quiet'}
      />
    </Card>
  );
}

function TurnOffCard({ visit }: { visit: Shown }) {
  const t = words(visit.locale);
  return (
    <Card title={t('disable-title')} tone="danger" intro={t('disable-intro')}>
      <Form
        action={`${PAGE_PATH}/disable`}
        token={visit.formToken}
        submit={t('disable')}
        submitTone="danger"
        confirm={{ title: t('disable-confirm'), text: t('disable-confirm-text') }}
      />
    </Card>
  );
}
