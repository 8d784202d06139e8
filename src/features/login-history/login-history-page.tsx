import type { Child } from 'hono/jsx';
import type { FieldError, Page, Visit } from '../../foundations/http/index.ts';
import { formatDateTime } from '../../foundations/i18n/index.ts';
import {
  Address,
  Badge,
  Card,
  Details,
  EmptyState,
  Form,
  HiddenField,
  PageHead,
  Pager,
  Table,
  Time,
} from '../../ui/index.ts';
import { causeWords, deviceWords, kindWords, methodWords, placeWords, type T } from './event-words.ts';
import { HistoryFilter, type TypedFilter } from './history-filter.tsx';
import type { Attempt } from './history-table.ts';
import { type HistoryEntry, type HistoryPage, isSignIn } from './list-history.ts';
import { words } from './words.ts';

export const PAGE_PATH = '/security/login-history';

interface Shown {
  history: HistoryPage;
  typed: TypedFilter;
  /** This is not the newest page. */
  isLater: boolean;
  retentionDays: number;
  errors?: readonly FieldError[];
}

export function loginHistoryPage(visit: Visit, shown: Shown): Page {
  const { history, typed, retentionDays, errors } = shown;
  const t = words(visit.locale);
  const isFiltered = Object.values(typed).some((value) => value !== undefined);
  const address = (more: Record<string, string>) => {
    const given = Object.entries({ ...typed, ...more }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    return given.length === 0 ? PAGE_PATH : `${PAGE_PATH}?${new URLSearchParams(given)}`;
  };
  return {
    title: t('title'),
    shell: 'desk',
    section: PAGE_PATH,
    content: (
      <>
        <PageHead title={t('title')} intro={t('intro')} guide={{ href: '/guide/login-history', label: t('guide') }} />
        <HistoryFilter locale={visit.locale} typed={typed} errors={errors} clear={isFiltered ? PAGE_PATH : null} />
        <Card>
          {history.events.length === 0 ? (
            <EmptyState
              icon="history"
              title={t(isFiltered ? 'empty-filter-title' : 'empty-title')}
              text={t(isFiltered ? 'empty-filter-text' : 'empty-text')}
            />
          ) : (
            <Table
              caption={t('caption')}
              head={[t('head-when'), t('head-what'), t('head-attempts'), t('head-device'), t('head-from')]}
              rows={history.events.map((entry) => rowOf(entry, visit, t))}
            />
          )}
          <Pager
            next={history.next && address({ cursor: history.next })}
            label={t('older')}
            first={shown.isLater ? address({}) : null}
            firstLabel={t('newest')}
          />
        </Card>
        <Card title={t('export-title')} intro={t('export-intro')}>
          <Form
            action={`${PAGE_PATH}/export`}
            token={visit.formToken}
            submit={t(isFiltered ? 'export-filtered' : 'export')}
            submitTone="quiet"
            submitIcon="download"
            download
          >
            {Object.entries(typed).map(([name, value]) => value && <HiddenField name={name} value={value} />)}
          </Form>
        </Card>
        <p class="hint">{t('retention', { days: retentionDays })}</p>
        <p class="hint">
          {t('place-source')} {/* The licence of the network operators' table asks for this link. */}
          <a href="https://db-ip.com" rel="noreferrer">
            IP Geolocation by DB-IP
          </a>
        </p>
      </>
    ),
  };
}

function rowOf(entry: HistoryEntry, visit: Visit, t: T): { cells: Child[]; below?: Child } {
  const { locale, timeZone } = visit;
  const byOperator = entry.prefix === 'operator';
  const cells = [
    <Time at={entry.at} locale={locale} timeZone={timeZone} />,
    <What entry={entry} visit={visit} t={t} />,
    isSignIn(entry) ? (entry.attemptsBefore === 0 ? t('attempts-none') : String(entry.attemptsBefore)) : '',
    <>
      {byOperator ? t('by-operator') : deviceWords(t, entry.client)}{' '}
      {entry.newDevice && <Badge tone="accent">{t('new-device')}</Badge>}
    </>,
    byOperator ? (
      ''
    ) : (
      <>
        <Source address={entry.address} prefix={entry.prefix} gathered={entry.times > 1} t={t} />
        <br />
        <span class="hint">{placeWords(t, entry.place)}</span>{' '}
        {entry.newNetwork && <Badge tone="accent">{t('new-network')}</Badge>}
      </>
    ),
  ];
  return entry.attemptsBefore === 0 ? { cells } : { cells, below: <Attempts entry={entry} visit={visit} t={t} /> };
}

function What({ entry, visit, t }: { entry: HistoryEntry; visit: Visit; t: T }) {
  const { kind, outcome, cause, times, lastAt } = entry;
  const methods = methodWords(t, entry);
  const until = formatDateTime(lastAt, visit.locale, visit.timeZone);
  return (
    <>
      {kindWords(t, kind)} {outcome === 'failure' && <Badge tone="danger">{t('failed')}</Badge>}
      {isSignIn(entry) && <Badge tone="good">{t('succeeded')}</Badge>}
      {cause !== null && (
        <>
          <br />
          <span class="hint">{causeWords(t, cause)}</span>
        </>
      )}
      {outcome === 'success' && methods !== '' && (
        <>
          <br />
          <span class="hint">{t('with-method', { methods })}</span>
        </>
      )}
      {times > 1 && (
        <>
          <br />
          <span class="hint">{t('times', { count: times, until })}</span>
        </>
      )}
    </>
  );
}

function Attempts({ entry, visit, t }: { entry: HistoryEntry; visit: Visit; t: T }) {
  const { locale, timeZone } = visit;
  const listed = entry.attempts.reduce((sum, { times }) => sum + times, 0);
  return (
    <Details summary={t('attempts-show', { count: entry.attemptsBefore })}>
      <p>
        {t('attempts-since')} {listed < entry.attemptsBefore && t('attempts-latest', { count: listed })}
      </p>
      <Table
        caption={t('attempts-caption')}
        head={[t('attempt-when'), t('attempt-cause'), t('attempt-from')]}
        rows={entry.attempts.map((attempt) => [
          <Time at={new Date(attempt.at)} locale={locale} timeZone={timeZone} />,
          <AttemptCause attempt={attempt} visit={visit} t={t} />,
          <>
            <Source address={attempt.address} prefix={attempt.prefix} gathered={attempt.times > 1} t={t} />
            <br />
            <span class="hint">{placeWords(t, { country: attempt.country, network: null })}</span>
          </>,
        ])}
      />
    </Details>
  );
}

function AttemptCause({ attempt, visit, t }: { attempt: Attempt; visit: Visit; t: T }) {
  const { cause, kind, times, lastAt } = attempt;
  const until = formatDateTime(new Date(lastAt), visit.locale, visit.timeZone);
  return (
    <>
      {kind !== 'sign-in' && `${kindWords(t, kind)}: `}
      {causeWords(t, cause)}
      {times > 1 && ` ${t('times', { count: times, until })}`}
    </>
  );
}

/** The address; of a gathered line perhaps only the network; of an old line nothing. */
function Source(props: { address: string | null; prefix: string | null; gathered: boolean; t: T }) {
  const { address, prefix, gathered, t } = props;
  if (address !== null) return <Address value={address} />;
  if (prefix === 'unknown') return <span>{t('unknown-address')}</span>;
  if (prefix !== null) return <Address value={prefix} />;
  return <span>{t(gathered ? 'several-sources' : 'address-removed')}</span>;
}
