import type { Child } from 'hono/jsx';
import type { Page, Visit } from '../../foundations/http/index.ts';
import { formatDateTime } from '../../foundations/i18n/index.ts';
import { Card, CheckboxField, Details, Form, HiddenField, Notice, PageHead, RowList } from '../../ui/index.ts';
import { EntryFields, HiddenEntries } from './entry-fields.tsx';
import type { Judgement, Proposal } from './judge-list.ts';
import { CHECK_PATH, PAGE_PATH } from './paths.ts';
import type { TypedEntry } from './read-entries.ts';
import { ReplayCard } from './replay-card.tsx';
import type { Replay } from './replay-sign-ins.ts';
import { words } from './words.ts';

export interface CheckedList {
  typed: readonly TypedEntry[];
  replay: Replay;
  judgement: Judgement;
  /** The list was sent although it refuses its sender, and the box was not ticked. */
  askedAgain: boolean;
}

export const SHOWN_DAYS = 90;

/** How a page adds one more range to what it is about to turn on. */
export interface Adding {
  action: string;
  /** The field of the range. */
  field: string;
  /** What is kept besides. */
  kept: Child;
}

/** Everything worth knowing before a list counts. Nothing has been changed when this is shown. */
export function checkPage(visit: Visit, { typed, replay, judgement, askedAgain }: CheckedList): Page {
  const t = words(visit.locale);
  const { isHere } = judgement;
  const adding = { action: CHECK_PATH, field: 'add', kept: <HiddenEntries entries={typed} /> };
  return {
    title: t('check-title'),
    shell: 'desk',
    section: PAGE_PATH,
    content: (
      <>
        <PageHead title={t('check-title')} intro={t('check-intro')} back={{ href: PAGE_PATH, label: t('back') }} />
        <ProposedList visit={visit} typed={typed} />
        {!isHere && <NotHere visit={visit} adding={adding} />}
        <Remarks visit={visit} judgement={judgement} />
        <ReplayCard visit={visit} replay={replay} title={t('replay-title', { days: SHOWN_DAYS })} />
        {judgement.proposals.length > 0 && <Proposals visit={visit} adding={adding} proposals={judgement.proposals} />}
        <Card title={t('turn-on-title')} intro={t('turn-on-text')} tone="accent">
          <Form
            action={PAGE_PATH}
            token={visit.formToken}
            submit={t(isHere ? 'turn-on' : 'turn-on-anyway')}
            submitTone={isHere ? 'primary' : 'danger'}
          >
            <HiddenEntries entries={typed} />
            {!isHere && (
              <CheckboxField
                label={t('not-here-confirm')}
                name="confirmLockout"
                error={askedAgain ? t('not-here-needed') : undefined}
              />
            )}
          </Form>
          <Details summary={t('edit-again')} open={false}>
            <Form action={CHECK_PATH} token={visit.formToken} submit={t('check')} submitTone="quiet">
              <EntryFields visit={visit} entries={typed} />
            </Form>
          </Details>
        </Card>
        <Card title={t('watch-title')} intro={t('watch-text')}>
          <Form action={PAGE_PATH} token={visit.formToken} submit={t('watch')} submitTone="quiet">
            <HiddenEntries entries={typed} />
            <input type="hidden" name="watch" value="on" />
          </Form>
        </Card>
      </>
    ),
  };
}

/** What is being talked about. */
function ProposedList({ visit, typed }: { visit: Visit; typed: readonly TypedEntry[] }) {
  const t = words(visit.locale);
  return (
    <Card title={t('proposed-title')}>
      <EntryRows visit={visit} typed={typed} />
    </Card>
  );
}

export function EntryRows({ visit, typed }: { visit: Visit; typed: readonly TypedEntry[] }) {
  const t = words(visit.locale);
  return (
    <RowList
      items={typed.map(({ range, label, until }) => ({
        icon: 'globe' as const,
        title: range,
        text: [label, until && t('proposed-until', { day: until })].filter(Boolean).join(' · ') || undefined,
      }))}
    />
  );
}

export function NotHere({ visit, adding }: { visit: Visit; adding: Adding }) {
  const t = words(visit.locale);
  const { address } = visit.client;
  return (
    <Notice
      tone="danger"
      title={t('not-here-title')}
      actions={
        address !== null && (
          <AddForm visit={visit} adding={adding} range={address} submit={t('add-here', { address })} />
        )
      }
    >
      <p>{address === null ? t('not-here-unknown') : t('not-here-text', { address })}</p>
    </Notice>
  );
}

function AddForm(props: { visit: Visit; adding: Adding; range: string; submit: string; label?: string }) {
  const { visit, adding, range, submit, label } = props;
  return (
    <Form
      action={adding.action}
      token={visit.formToken}
      submit={submit}
      submitLabel={label}
      submitTone="quiet"
      layout="inline"
    >
      {adding.kept}
      <HiddenField name={adding.field} value={range} />
    </Form>
  );
}

export function Remarks({ visit, judgement }: { visit: Visit; judgement: Judgement }) {
  const t = words(visit.locale);
  const { changing, lacksFamily, overlaps, wide, endsWith } = judgement;
  const day = endsWith && formatDateTime(endsWith, visit.locale, visit.timeZone);
  return (
    <>
      {changing.map(({ network, count }) => (
        <Remark tone="warning" title={t('changing-title')}>
          {t('changing-text', { network: network ?? t('changing-unknown'), count })}{' '}
          <a href="/guide/ip-restriction#static-or-dynamic">{t('guide')}</a>
        </Remark>
      ))}
      {day && (
        <Remark tone="warning" title={t('lasting-title', { day })}>
          {t('lasting-text')}
        </Remark>
      )}
      {wide.length > 0 && (
        <Remark tone="warning" title={t('wide-title')}>
          {wide.map((range) => t('wide-text', { range })).join(' ')}
        </Remark>
      )}
      {lacksFamily && (
        <Remark tone="info" title={t('families-title')}>
          {t('families-text')}
        </Remark>
      )}
      {overlaps.length > 0 && (
        <Remark tone="info" title={t('overlap-title')}>
          {overlaps.map((overlap) => t('overlap-text', overlap)).join(' ')}
        </Remark>
      )}
    </>
  );
}

function Remark({ tone, title, children }: { tone: 'info' | 'warning'; title: string; children?: Child }) {
  return (
    <Notice tone={tone} title={title}>
      <p>{children}</p>
    </Notice>
  );
}

export function Proposals(props: { visit: Visit; adding: Adding; proposals: readonly Proposal[] }) {
  const { visit, adding, proposals } = props;
  const t = words(visit.locale);
  return (
    <Card title={t('proposals')}>
      <RowList
        items={proposals.map(({ range, reason, network, count }) => ({
          icon: 'globe' as const,
          title: range,
          text: t(`propose-${reason}`, { count, network: network ?? '' }),
          action: (
            <AddForm visit={visit} adding={adding} range={range} submit={t('add')} label={t('add-label', { range })} />
          ),
        }))}
      />
    </Card>
  );
}
