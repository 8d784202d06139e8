import { SECOND } from '../../foundations/clock.ts';
import type { FieldError, Page, Visit } from '../../foundations/http/index.ts';
import { formatDateTimeWithZone } from '../../foundations/i18n/index.ts';
import {
  Address,
  Badge,
  Card,
  CountDown,
  Details,
  Form,
  HiddenField,
  Notice,
  PageHead,
  RowList,
  Table,
  Time,
} from '../../ui/index.ts';
import type { Entry } from './address-list.ts';
import { EntryFields } from './entry-fields.tsx';
import { CHECK_PATH, EXAMPLES, PAGE_PATH } from './paths.ts';
import { lastDay, type TypedEntry } from './read-entries.ts';
import { ReplayCard } from './replay-card.tsx';
import type { Replay } from './replay-sign-ins.ts';
import { words } from './words.ts';

export type State = 'off' | 'watching' | 'provisional' | 'active';

export interface Facts {
  state: State;
  /** Of the list in force, else of the watched one. */
  entries: readonly Entry[];
  /** While it is provisional. */
  revertsAt: Date | null;
  /** The last list took itself back, and none was set since. */
  reverted: boolean;
  watch: { until: Date; isOver: boolean; replay: Replay } | null;
  hasBackupCodes: boolean;
}

/** What the act before did; only these words can be asked for. */
export const DONE = ['provisional', 'active', 'watching', 'off'] as const;

export interface After {
  done?: (typeof DONE)[number] | undefined;
  problem?: string | undefined;
  typed?: readonly TypedEntry[] | undefined;
  errors?: readonly FieldError[] | undefined;
}

/** What a part of the page needs of the visit, so that the guide can show it. */
type Shown = Pick<Visit, 'locale' | 'timeZone' | 'formToken' | 'now' | 'client'>;

export const TONES = { off: 'neutral', watching: 'accent', provisional: 'warning', active: 'good' } as const;

export function ipRestrictionPage(visit: Visit, facts: Facts, after: After = {}): Page {
  const t = words(visit.locale);
  const { state, entries } = facts;
  const done = after.done === state ? state : undefined;
  return {
    title: t('title'),
    shell: 'desk',
    section: PAGE_PATH,
    content: (
      <>
        <PageHead title={t('title')} intro={t('intro')} guide={{ href: '/guide/ip-restriction', label: t('guide') }}>
          <Badge tone={TONES[state]}>{t(`state-${state}`)}</Badge>
        </PageHead>
        {after.problem && (
          <Notice tone="danger">
            <p>{after.problem}</p>
          </Notice>
        )}
        {done && (
          <Notice tone="good" title={t(`done-${done}`)}>
            <p>{t(`done-${done}-text`)}</p>
          </Notice>
        )}
        {facts.reverted && (
          <Notice tone="warning" title={t('reverted-title')}>
            <p>{t('reverted-text')}</p>
          </Notice>
        )}
        {facts.revertsAt && <TrialCard visit={visit} revertsAt={facts.revertsAt} />}
        {facts.watch && <WatchCard visit={visit} watch={facts.watch} />}
        {entries.length > 0 && <ListCard visit={visit} entries={entries} />}
        {entries.length === 0 && <HereCard visit={visit} />}
        {!facts.hasBackupCodes && <CodesNotice visit={visit} />}
        <EditCard visit={visit} entries={entries} after={after} />
        <WayBackCard visit={visit} />
        <ExplainCard visit={visit} />
        {(state === 'provisional' || state === 'active') && <RemoveCard visit={visit} />}
      </>
    ),
  };
}

export function TrialCard(props: { visit: Shown; revertsAt: Date; action?: string }) {
  const { visit, revertsAt, action = `${PAGE_PATH}/confirm` } = props;
  const t = words(visit.locale);
  const seconds = Math.max(0, Math.ceil((revertsAt.getTime() - visit.now.getTime()) / SECOND));
  const until = formatDateTimeWithZone(revertsAt, visit.locale, visit.timeZone);
  return (
    <Card title={t('provisional-title')} intro={t('provisional-text', { until })} tone="accent">
      <CountDown seconds={seconds} label={t('left')} />
      <Form action={action} token={visit.formToken} submit={t('confirm')} />
    </Card>
  );
}

function WatchCard({ visit, watch }: { visit: Visit; watch: NonNullable<Facts['watch']> }) {
  const t = words(visit.locale);
  const until = formatDateTimeWithZone(watch.until, visit.locale, visit.timeZone);
  return (
    <>
      <ReplayCard
        visit={visit}
        replay={watch.replay}
        title={watch.isOver ? t('watching-over-title') : t('watching-title', { until })}
      />
      <Form
        action={`${PAGE_PATH}/stop-watching`}
        token={visit.formToken}
        submit={t('watching-stop')}
        submitTone="quiet"
      />
    </>
  );
}

/** `fields`: what the check at `action` calls an entry's parts. */
export function HereCard(props: { visit: Shown; action?: string; fields?: { range: string; label: string } }) {
  const { visit, action = CHECK_PATH, fields = { range: 'range-0', label: 'label-0' } } = props;
  const t = words(visit.locale);
  const { address } = visit.client;
  return (
    <Card title={t('here-title')} intro={t(address === null ? 'here-unknown' : 'here-text')}>
      {address !== null && (
        <>
          <p>
            <Address value={address} />
          </p>
          <Form action={action} token={visit.formToken} submit={t('here-add')}>
            <HiddenField name={fields.range} value={address} />
            <HiddenField name={fields.label} value={t('here-label')} />
          </Form>
        </>
      )}
    </Card>
  );
}

function ListCard({ visit, entries }: { visit: Visit; entries: readonly Entry[] }) {
  const t = words(visit.locale);
  return (
    <Card title={t('list-title')} intro={t('list-intro', { count: entries.length })}>
      <EntryTable visit={visit} entries={entries} caption={t('list-title')} />
    </Card>
  );
}

export function EntryTable(props: { visit: Visit; entries: readonly Entry[]; caption: string }) {
  const { visit, entries, caption } = props;
  const t = words(visit.locale);
  const { locale, timeZone, now } = visit;
  const time = (at: Date) => <Time at={at} locale={locale} timeZone={timeZone} />;
  return (
    <Table
      caption={caption}
      head={[t('head-range'), t('head-label'), t('head-added'), t('head-used'), t('head-ends')]}
      rows={entries.map(({ range, label, addedAt, lastUsedAt, endsAt }) => [
        <Address value={range} />,
        label,
        time(addedAt),
        lastUsedAt === null ? t('never-used') : time(lastUsedAt),
        endsAt === null ? t('no-end') : <span>{endsAt <= now ? t('ended') : time(endsAt)}</span>,
      ])}
    />
  );
}

function EditCard({ visit, entries, after }: { visit: Visit; entries: readonly Entry[]; after: After }) {
  const t = words(visit.locale);
  const typed =
    after.typed ??
    entries.map(({ range, label, endsAt }) => ({ range, label, until: lastDay(visit.timeZone, endsAt) }));
  const { errors = [] } = after;
  const ofList = errors.find(({ field }) => field === 'entries')?.message;
  return (
    <Card title={t(entries.length > 0 ? 'edit-title' : 'edit-title-new')} intro={t('edit-intro')} id="edit">
      {ofList && (
        <Notice tone="danger">
          <p>{ofList}</p>
        </Notice>
      )}
      <Form action={CHECK_PATH} token={visit.formToken} submit={t('check')} submitTone="quiet">
        <EntryFields visit={visit} entries={typed} errors={errors} />
      </Form>
    </Card>
  );
}

function CodesNotice({ visit }: { visit: Visit }) {
  const t = words(visit.locale);
  return (
    <Notice
      tone="warning"
      title={t('codes-none-title')}
      actions={
        <Form
          action="/security/two-factor/backup-codes"
          token={visit.formToken}
          submit={t('codes-make')}
          submitTone="quiet"
          layout="inline"
        />
      }
    >
      <p>{t('codes-none-text')}</p>
    </Notice>
  );
}

function WayBackCard({ visit }: { visit: Visit }) {
  const t = words(visit.locale);
  return (
    <Card title={t('way-title')} intro={t('way-intro')}>
      <RowList
        items={[
          { icon: 'key', title: t('way-codes'), text: t('way-codes-text') },
          { icon: 'clock', title: t('way-wait'), text: t('way-wait-text') },
          { icon: 'lifebuoy', title: t('way-support'), text: t('way-support-text') },
        ]}
      />
    </Card>
  );
}

function ExplainCard({ visit }: { visit: Visit }) {
  const t = words(visit.locale);
  return (
    <Details summary={t('what-title')}>
      <p>{t('what-text', EXAMPLES)}</p>
      <p>{t('what-static')}</p>
      <p>{t('what-dynamic')}</p>
      <p>{t('what-ranges', EXAMPLES)}</p>
    </Details>
  );
}

export function RemoveCard(props: { visit: Visit; action?: string; intro?: string }) {
  const { visit, action = `${PAGE_PATH}/remove` } = props;
  const t = words(visit.locale);
  return (
    <Card title={t('remove-title')} tone="danger" intro={props.intro ?? t('remove-intro')}>
      <Form
        action={action}
        token={visit.formToken}
        submit={t('remove')}
        submitTone="danger"
        confirm={{ title: t('remove-confirm'), text: t('remove-confirm-text') }}
      />
    </Card>
  );
}
