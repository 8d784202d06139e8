import type { Page, Visit } from '../../foundations/http/index.ts';
import { Badge, Card, Form, HiddenField, LinkButton, Links, Notice, PageHead, PasskeySignal } from '../../ui/index.ts';
import { AddCard } from './add-passkey-card.tsx';
import type { OpenSession } from './doors.ts';
import type { Holder } from './holder-table.ts';
import { ListCard } from './passkey-list-card.tsx';
import { missingFor, type Requirement } from './passkey-only.ts';
import type { PasskeyRow } from './passkey-table.ts';
import type { RelyingParty } from './relying-party.ts';
import { words } from './words.ts';

export const PAGE_PATH = '/security/passkeys';

export interface PasskeyFacts {
  passkeys: readonly PasskeyRow[];
  holder: Holder | null;
  /** Of the saved set; null: there is none. */
  codesLeft: number | null;
  hasApp: boolean;
  /** All that are open. */
  sessions: readonly OpenSession[];
}

interface Owner {
  sessionId: string;
  email: string;
  name: string;
  relyingParty: RelyingParty;
}

/** What the act before did; only these words can be asked for. */
export const DONE = [
  'added',
  'added-first',
  'added-key',
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
  | 'problem-passkey-demanded'
  | 'problem-prove-first'
  | 'name-invalid'
  | `missing-${Requirement}`;

interface After {
  done?: (typeof DONE)[number] | undefined;
  problem?: Problem;
}

const PROVE_FIRST = `/step-up?only=passkey&next=${PAGE_PATH}`;

export function passkeysPage(visit: Visit, owner: Owner, facts: PasskeyFacts, { done, problem }: After): Page {
  const t = words(visit.locale);
  const { passkeys, holder } = facts;
  const asks = holder?.asksAfterPassword ?? false;
  const only = holder?.passkeyOnly ?? false;
  const isNew = done === 'added-first' || done === 'added-key';
  const offers = isNew && passkeys.length > 0 && !asks && !only && !facts.hasApp;
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
          <Notice tone={problem === 'problem-prove-first' ? 'warning' : 'danger'}>
            <p>{t(problem)}</p>
            {problem === 'problem-prove-first' && <Links items={[{ href: PROVE_FIRST, label: t('prove-first') }]} />}
          </Notice>
        )}
        {done && (
          <Notice tone="good" title={t(`done-${done}`)}>
            <p>{t(`done-${done}-text`)}</p>
          </Notice>
        )}
        {offers && <OfferCard visit={visit} isKey={done === 'added-key'} />}
        <ListCard
          visit={visit}
          relyingParty={owner.relyingParty}
          passkeys={passkeys}
          sessions={facts.sessions}
          currentId={owner.sessionId}
          only={only}
        />
        <AddCard visit={visit} isFirst={passkeys.length === 0} only={only} />
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
function OfferCard({ visit, isKey }: { visit: Visit; isKey: boolean }) {
  const t = words(visit.locale);
  return (
    <Card tone="accent" title={t(isKey ? 'offer-title-key' : 'offer-title')} intro={t('offer-text')}>
      <Form action={`${PAGE_PATH}/second-factor`} token={visit.formToken} submit={t('ask-on')}>
        <HiddenField name="enabled" value="true" />
      </Form>
    </Card>
  );
}

export function AskCard({ visit, asks }: { visit: Pick<Visit, 'locale' | 'formToken'>; asks: boolean }) {
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
export function OnlyCard({
  visit,
  facts,
  only,
}: {
  visit: Pick<Visit, 'locale' | 'formToken'>;
  facts: Pick<PasskeyFacts, 'passkeys' | 'codesLeft'>;
  only: boolean;
}) {
  const t = words(visit.locale);
  const missing = missingFor(facts);
  return (
    <Card title={t('only-title')} intro={t(only ? 'only-is-on' : 'only-intro')} tone="danger" id="passkey-only">
      <ul>
        {!only && <li>{t('only-closes')}</li>}
        {!only && <li>{t('only-ends-sessions')}</li>}
        <li>{t('only-way-back')}</li>
        <li>{t('only-way-back-slow')}</li>
      </ul>
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
