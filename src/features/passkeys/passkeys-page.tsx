import type { Page, Visit } from '../../foundations/http/index.ts';
import { countryName } from '../../foundations/i18n/index.ts';
import {
  Badge,
  Card,
  Details,
  EmptyState,
  Field,
  Form,
  HiddenField,
  LinkButton,
  Notice,
  PageHead,
  PasskeyForm,
  PasskeySignal,
  RowList,
  Time,
} from '../../ui/index.ts';
import type { Holder } from './holder-table.ts';
import { missingFor, type Requirement } from './passkey-only.ts';
import type { PasskeyRow } from './passkey-table.ts';
import { kindOf, nameOf } from './provider.ts';
import { knowsRp, type RelyingParty } from './relying-party.ts';
import { words } from './words.ts';

export const PAGE_PATH = '/security/passkeys';

export interface PasskeyFacts {
  passkeys: readonly PasskeyRow[];
  holder: Holder | null;
  /** Of the saved set; null: there is none. */
  codesLeft: number | null;
  hasApp: boolean;
}

interface Owner {
  email: string;
  name: string;
  relyingParty: RelyingParty;
}

/** What the act before did; only these words can be asked for. */
export const DONE = [
  'added',
  'added-first',
  'renamed',
  'removed',
  'sessions-ended',
  'asked-on',
  'asked-off',
  'only-on',
  'only-off',
] as const;

type Problem =
  | 'problem-failed'
  | 'problem-taken'
  | 'problem-last-way-in'
  | 'problem-no-passkey'
  | 'problem-demanded'
  | 'name-invalid'
  | `missing-${Requirement}`;

interface After {
  done?: (typeof DONE)[number] | undefined;
  problem?: Problem;
}

export function passkeysPage(visit: Visit, owner: Owner, facts: PasskeyFacts, { done, problem }: After): Page {
  const t = words(visit.locale);
  const { passkeys, holder } = facts;
  const asks = holder?.asksAfterPassword ?? false;
  const only = holder?.passkeyOnly ?? false;
  const offers = done === 'added-first' && !asks && !only;
  return {
    title: t('title'),
    shell: 'desk',
    section: PAGE_PATH,
    ceremony: true,
    content: (
      <>
        <PageHead title={t('title')} intro={t('intro')} guide={{ href: '/guide/passkeys', label: t('guide') }}>
          {only && <Badge tone="good">{t('only-badge')}</Badge>}
        </PageHead>
        {problem && (
          <Notice tone="danger">
            <p>{t(problem)}</p>
          </Notice>
        )}
        {done && (
          <Notice tone="good" title={t(`done-${done}`)}>
            <p>{t(`done-${done}-text`)}</p>
          </Notice>
        )}
        {offers && <OfferCard visit={visit} />}
        <ListCard visit={visit} relyingParty={owner.relyingParty} passkeys={passkeys} />
        <AddCard visit={visit} isFirst={passkeys.length === 0} />
        {passkeys.length > 0 && !only && !offers && <AskCard visit={visit} asks={asks} />}
        {passkeys.length > 0 && <OnlyCard visit={visit} facts={facts} only={only} />}
        {holder && (
          <PasskeySignal
            rpId={owner.relyingParty.id}
            userId={holder.handle.toString('base64url')}
            name={owner.email}
            displayName={owner.name === '' ? owner.email : owner.name}
            accepted={passkeys
              .filter(({ rp_id }) => rp_id === owner.relyingParty.id)
              .map(({ credential_id }) => credential_id.toString('base64url'))}
          />
        )}
      </>
    ),
  };
}

/** Offered with the first one, never chosen for anybody. */
function OfferCard({ visit }: { visit: Visit }) {
  const t = words(visit.locale);
  return (
    <Card tone="accent" title={t('offer-title')} intro={t('offer-text')}>
      <Form action={`${PAGE_PATH}/second-factor`} token={visit.formToken} submit={t('ask-on')}>
        <HiddenField name="enabled" value="true" />
      </Form>
    </Card>
  );
}

function AddCard({ visit, isFirst }: { visit: Visit; isFirst: boolean }) {
  const t = words(visit.locale);
  return (
    <Card title={t(isFirst ? 'add-first-title' : 'add-title')} intro={t('add-intro')} id="add">
      <PasskeyForm
        locale={visit.locale}
        ceremony="create"
        options={`${PAGE_PATH}/options`}
        action={PAGE_PATH}
        token={visit.formToken}
        submit={t('add')}
      >
        <Field
          label={t('name')}
          name="name"
          id="new-passkey-name"
          hint={t('name-hint')}
          optional={t('optional')}
          maxlength={50}
        />
      </PasskeyForm>
    </Card>
  );
}

/** What a card needs of the request. */
type Shown = Pick<Visit, 'locale' | 'timeZone' | 'formToken'>;

export function ListCard({
  visit,
  relyingParty,
  passkeys,
}: {
  visit: Shown;
  relyingParty: RelyingParty;
  passkeys: readonly PasskeyRow[];
}) {
  const t = words(visit.locale);
  if (passkeys.length === 0) {
    return (
      <Card>
        <EmptyState icon="key" title={t('none')} text={t('none-text')} />
      </Card>
    );
  }
  const single = passkeys.length === 1 ? passkeys[0] : undefined;
  return (
    <Card title={t('list-title')} intro={t('list-intro')}>
      <RowList items={passkeys.map((passkey) => passkeyRow(visit, relyingParty, passkey))} />
      {single && !single.backed_up && (
        <Notice tone="warning">
          <p>{t('second-nudge')}</p>
        </Notice>
      )}
    </Card>
  );
}

function passkeyRow(visit: Shown, relyingParty: RelyingParty, passkey: PasskeyRow) {
  const t = words(visit.locale);
  const { locale, timeZone, formToken: token } = visit;
  const { id, rp_id: rpId, last_used_at: lastUsedAt } = passkey;
  const name = nameOf(passkey, t);
  const country = countryName(passkey.last_used_country, locale);
  return {
    icon: 'key' as const,
    title: name,
    badge: (
      <>
        <Badge>{t(`kind-${kindOf(passkey)}`)}</Badge>
        {!passkey.stands_alone && <Badge tone="warning">{t('needs-password')}</Badge>}
      </>
    ),
    text: (
      <>
        {t('added')} <Time at={passkey.created_at} locale={locale} timeZone={timeZone} /> ·{' '}
        {lastUsedAt === null ? (
          t('never-used')
        ) : (
          <>
            {t('last-used')} <Time at={lastUsedAt} locale={locale} timeZone={timeZone} />
            {country && ` (${country})`}
          </>
        )}
        {rpId !== relyingParty.id && (
          <>
            <br />
            {t(knowsRp(relyingParty, rpId) ? 'former-domain' : 'foreign-domain', { domain: rpId })}
          </>
        )}
        {passkey.backup_lost && (
          <>
            <br />
            {t('backup-lost')}
          </>
        )}
        <Details summary={t('manage', { name })}>
          <Form
            action={`${PAGE_PATH}/${id}/rename`}
            token={token}
            submit={t('rename')}
            submitLabel={t('rename-label', { name })}
            submitTone="quiet"
          >
            <Field
              label={t('name')}
              name="name"
              id={`name-${id}`}
              hint={t('rename-hint')}
              value={passkey.name ?? ''}
              maxlength={50}
            />
          </Form>
          <Form
            action={`${PAGE_PATH}/${id}/end-sessions`}
            token={token}
            submit={t('end-sessions')}
            submitLabel={t('end-sessions-label', { name })}
            submitTone="quiet"
          />
          <Form
            action={`${PAGE_PATH}/${id}/remove`}
            token={token}
            submit={t('remove')}
            submitLabel={t('remove-label', { name })}
            submitTone="danger"
            confirm={{ title: t('remove-confirm', { name }), text: t('remove-confirm-text') }}
          />
        </Details>
      </>
    ),
  };
}

function AskCard({ visit, asks }: { visit: Visit; asks: boolean }) {
  const t = words(visit.locale);
  return (
    <Card title={t('ask-title')} intro={t(asks ? 'ask-is-on' : 'ask-is-off')}>
      <Form
        action={`${PAGE_PATH}/second-factor`}
        token={visit.formToken}
        submit={t(asks ? 'ask-off' : 'ask-on')}
        submitTone={asks ? 'danger' : 'quiet'}
        {...(asks ? { confirm: { title: t('ask-off-confirm'), text: t('ask-off-confirm-text') } } : {})}
      >
        <HiddenField name="enabled" value={String(!asks)} />
      </Form>
    </Card>
  );
}

/** What it closes, what it needs and the way back, before the button (issue: the way back is stated before). */
function OnlyCard({ visit, facts, only }: { visit: Visit; facts: PasskeyFacts; only: boolean }) {
  const t = words(visit.locale);
  const missing = missingFor(facts);
  return (
    <Card title={t('only-title')} intro={t(only ? 'only-is-on' : 'only-intro')} tone="danger" id="passkey-only">
      {!only && (
        <ul>
          <li>{t('only-closes')}</li>
          <li>{t('only-ends-sessions')}</li>
          <li>{t('only-way-back')}</li>
          <li>{t('only-way-back-slow')}</li>
        </ul>
      )}
      {!only && missing.length > 0 ? (
        <Notice
          tone="info"
          title={t('only-missing')}
          actions={
            missing.includes('backup-codes') && (
              <LinkButton href="/security/two-factor#backup-codes" tone="quiet" size="small">
                {t('make-codes')}
              </LinkButton>
            )
          }
        >
          <ul>
            {missing.map((requirement) => (
              <li>{t(`missing-${requirement}`)}</li>
            ))}
          </ul>
        </Notice>
      ) : (
        <Form
          action="/security/passkey-only"
          token={visit.formToken}
          submit={t(only ? 'only-off' : 'only-on')}
          submitTone="danger"
          confirm={{
            title: t(only ? 'only-off-confirm' : 'only-on-confirm'),
            text: t(only ? 'only-off-confirm-text' : 'only-on-confirm-text'),
          }}
        >
          <HiddenField name="enabled" value={String(!only)} />
        </Form>
      )}
    </Card>
  );
}
