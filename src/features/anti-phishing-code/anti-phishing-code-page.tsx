import type { FieldError, Page, Visit } from '../../foundations/http/index.ts';
import {
  Badge,
  Card,
  Details,
  Field,
  Form,
  HiddenField,
  Links,
  Notice,
  PageHead,
  Time,
  Verbatim,
} from '../../ui/index.ts';
import { LONGEST } from './phrase.ts';
import { words } from './words.ts';

export const PAGE_PATH = '/security/anti-phishing-code';

export interface Shown {
  /** Since when a code is set; null: none is. */
  since: Date | null;
  /** The proof is fresh: the forms are here at once, instead of a button that asks for one. */
  mayChange: boolean;
  proposal: string;
  /** In clear; null: not asked for. */
  phrase: string | null;
  done?: 'set' | 'removed' | 'unchanged';
  errors?: readonly FieldError[];
  /** A refused wish, to be corrected. */
  typed?: string;
}

export function antiPhishingCodePage(visit: Visit, shown: Shown): Page {
  const t = words(visit.locale);
  const { since, done, phrase } = shown;
  return {
    title: t('title'),
    shell: 'desk',
    section: PAGE_PATH,
    content: (
      <>
        <PageHead
          title={t('title')}
          intro={t('intro')}
          guide={{ href: '/guide/anti-phishing-code', label: t('page-guide') }}
        >
          <Badge tone={since ? 'good' : 'warning'}>{t(since ? 'badge-set' : 'badge-none')}</Badge>
        </PageHead>
        {done && (
          <Notice tone="good" title={t(`done-${done}-title`)}>
            <p>{t(`done-${done}`)}</p>
          </Notice>
        )}
        {since === null ? null : <CurrentCode visit={visit} since={since} phrase={phrase} />}
        {shown.mayChange ? (
          <ChoiceCard visit={visit} shown={shown} />
        ) : (
          <ProofCard visit={visit} isSet={since !== null} />
        )}
        {since !== null && shown.mayChange ? <RemovalCard visit={visit} /> : null}
        <Card title={t('how-title')}>
          <ul>
            <li>{t('how-where')}</li>
            <li>{t('how-missing')}</li>
            <li>{t('how-never-asked')}</li>
            <li>{t('how-limits')}</li>
          </ul>
          <Links
            items={[
              { href: '/security/mail', label: t('link-ledger') },
              { href: '/check-mail', label: t('link-check') },
            ]}
          />
        </Card>
      </>
    ),
  };
}

function CurrentCode({ visit, since, phrase }: { visit: Visit; since: Date; phrase: string | null }) {
  const t = words(visit.locale);
  return (
    <Card title={t('current-title')}>
      <p>
        {t('current-since')} <Time at={since} locale={visit.locale} timeZone={visit.timeZone} />
      </p>
      {phrase === null ? (
        <Form
          action={`${PAGE_PATH}/show`}
          token={visit.formToken}
          submit={t('show')}
          submitTone="quiet"
          submitIcon="eye"
          layout="inline"
        />
      ) : (
        <Verbatim text={phrase} large />
      )}
    </Card>
  );
}

/** Without a fresh proof nothing is typed that the question for it would throw away. */
function ProofCard({ visit, isSet }: { visit: Visit; isSet: boolean }) {
  const t = words(visit.locale);
  return (
    <Card title={t(isSet ? 'change-title' : 'choose-title')} tone={isSet ? 'plain' : 'accent'} intro={t('proof-intro')}>
      <Form action={`${PAGE_PATH}/show`} token={visit.formToken} submit={t(isSet ? 'proof-change' : 'proof-choose')} />
    </Card>
  );
}

/** A proposal that one press takes, and the field for a phrase of one’s own. */
export function ChoiceCard({
  visit,
  shown,
}: {
  visit: Pick<Visit, 'locale' | 'formToken'>;
  shown: Pick<Shown, 'since' | 'proposal' | 'typed' | 'errors'>;
}) {
  const t = words(visit.locale);
  const isSet = shown.since !== null;
  const error = shown.errors?.find(({ field }) => field === 'phrase')?.message;
  return (
    <Card
      title={t(isSet ? 'change-title' : 'choose-title')}
      tone={isSet ? 'plain' : 'accent'}
      intro={t(isSet ? 'change-intro' : 'choose-intro')}
    >
      <div class="offer">
        <p>
          {t('proposal')} <Verbatim text={shown.proposal} />
        </p>
        <Form
          action={PAGE_PATH}
          token={visit.formToken}
          submit={t('use-proposal')}
          submitLabel={t('use-proposal-label', { phrase: shown.proposal })}
          layout="inline"
        >
          <HiddenField name="phrase" value={shown.proposal} />
        </Form>
      </div>
      <Form
        action={PAGE_PATH}
        token={visit.formToken}
        submit={t(isSet ? 'save-change' : 'save')}
        submitTone={isSet ? 'primary' : 'quiet'}
      >
        <Field
          label={t('field')}
          name="phrase"
          hint={t('field-hint', { most: LONGEST })}
          value={shown.typed}
          error={error}
          autocomplete="off"
          exact
        />
      </Form>
      <Details summary={t('rules')}>
        <ul>
          <li>{t('rule-characters')}</li>
          <li>{t('rule-guess')}</li>
          <li>{t('rule-shown')}</li>
        </ul>
      </Details>
    </Card>
  );
}

function RemovalCard({ visit }: { visit: Visit }) {
  const t = words(visit.locale);
  return (
    <Card title={t('remove-title')} intro={t('remove-intro')}>
      <Form
        action={`${PAGE_PATH}/remove`}
        token={visit.formToken}
        submit={t('remove')}
        submitTone="danger"
        confirm={{ title: t('remove'), text: t('remove-confirm') }}
      />
    </Card>
  );
}
