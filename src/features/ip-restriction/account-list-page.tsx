import type { Page, Visit } from '../../foundations/http/index.ts';
import { Badge, Card, Field, FieldRow, Form, Notice, PageHead, Pager, TextArea } from '../../ui/index.ts';
import { type Entry, LONGEST_LABEL, MOST_ENTRIES } from './address-list.ts';
import { EntryTable, HereCard, RemoveCard, TONES, TrialCard } from './ip-restriction-page.tsx';
import { ACCOUNT_CHECK_PATH, ACCOUNT_PATH, ACCOUNT_RULES_PATH } from './paths.ts';
import { lastDay } from './read-entries.ts';
import type { Standing } from './read-facts.ts';
import { writeLines } from './read-lines.ts';
import { words } from './words.ts';

export interface AccountFacts extends Standing {
  /** Of the list in force. */
  entries: readonly Entry[];
  /** While it is on trial. */
  revertsAt: Date | null;
}

export const ACCOUNT_DONE = ['provisional', 'active', 'off'] as const;

export interface AccountAfter {
  done?: (typeof ACCOUNT_DONE)[number] | undefined;
  problem?: string | undefined;
  /** As typed, to be corrected. */
  lines?: string | undefined;
  errors?: readonly string[] | undefined;
  pageNumber?: number;
}

const SHOWN_ENTRIES = 50;

/** From where an account may be used; for those who change its rules. */
export function accountListPage(visit: Visit, account: string, facts: AccountFacts, after: AccountAfter = {}): Page {
  const t = words(visit.locale);
  const { state, entries, revertsAt } = facts;
  const done = after.done === state ? after.done : undefined;
  return {
    title: t('team-title'),
    shell: 'desk',
    section: ACCOUNT_RULES_PATH,
    content: (
      <>
        <PageHead
          title={t('team-title')}
          intro={t('team-intro', { account })}
          guide={{ href: '/guide/ip-restriction#account', label: t('guide') }}
          back={{ href: ACCOUNT_RULES_PATH, label: t('team-back') }}
        >
          <Badge tone={TONES[state]}>{t(`state-${state}`)}</Badge>
        </PageHead>
        {after.problem && (
          <Notice tone="danger">
            <p>{after.problem}</p>
          </Notice>
        )}
        {done && (
          <Notice tone="good" title={t(`done-${done}`)}>
            <p>{t(done === 'provisional' ? 'done-provisional-text' : `team-done-${done}-text`)}</p>
          </Notice>
        )}
        {facts.reverted && (
          <Notice tone="warning" title={t('reverted-title')}>
            <p>{t('reverted-text')}</p>
          </Notice>
        )}
        {revertsAt && <TrialCard visit={visit} revertsAt={revertsAt} action={`${ACCOUNT_PATH}/confirm`} />}
        {entries.length > 0 ? (
          <ListCard visit={visit} entries={entries} pageNumber={after.pageNumber ?? 1} />
        ) : (
          <HereCard visit={visit} action={ACCOUNT_CHECK_PATH} fields={{ range: 'range', label: 'label' }} />
        )}
        <EditCard visit={visit} entries={entries} after={after} />
        <Card title={t('team-bind-title')}>
          <ul>
            <li>{t('team-bind-inside')}</li>
            <li>{t('team-bind-own')}</li>
            <li>{t('team-bind-both')}</li>
            <li>{t('team-bind-way')}</li>
          </ul>
        </Card>
        {state !== 'off' && (
          <RemoveCard visit={visit} action={`${ACCOUNT_PATH}/remove`} intro={t('team-remove-intro')} />
        )}
      </>
    ),
  };
}

function ListCard(props: { visit: Visit; entries: readonly Entry[]; pageNumber: number }) {
  const { visit, entries, pageNumber } = props;
  const t = words(visit.locale);
  const last = Math.ceil(entries.length / SHOWN_ENTRIES);
  const shown = Math.min(Math.max(1, Math.floor(pageNumber)), last);
  const from = (shown - 1) * SHOWN_ENTRIES;
  return (
    <Card title={t('team-list-title')} intro={t('team-list-intro', { count: entries.length })} id="list">
      <EntryTable visit={visit} entries={entries.slice(from, from + SHOWN_ENTRIES)} caption={t('team-list-title')} />
      <Pager
        next={shown < last ? `${ACCOUNT_PATH}?page=${shown + 1}#list` : null}
        label={t('team-more')}
        first={shown > 1 ? `${ACCOUNT_PATH}#list` : null}
        firstLabel={t('team-first')}
      />
    </Card>
  );
}

function EditCard({ visit, entries, after }: { visit: Visit; entries: readonly Entry[]; after: AccountAfter }) {
  const t = words(visit.locale);
  const typed = entries.map(({ range, label, endsAt }) => ({ range, label, until: lastDay(visit.timeZone, endsAt) }));
  return (
    <Card title={t(entries.length > 0 ? 'edit-title' : 'edit-title-new')} intro={t('team-edit-intro')} id="edit">
      <Form action={ACCOUNT_CHECK_PATH} token={visit.formToken} submit={t('check')} submitTone="quiet">
        <LinesField visit={visit} value={after.lines ?? writeLines(typed)} errors={after.errors} />
        <p class="hint">{t('team-one-text')}</p>
        <FieldRow legend={t('team-one')}>
          <Field label={t('field-range')} name="range" optional={t('optional')} autocomplete="off" exact />
          <Field
            label={t('field-label')}
            name="label"
            optional={t('optional')}
            autocomplete="off"
            maxlength={LONGEST_LABEL}
          />
          <Field label={t('field-until')} name="until" type="date" optional={t('optional')} autocomplete="off" />
        </FieldRow>
      </Form>
    </Card>
  );
}

export function LinesField(props: { visit: Visit; value: string; errors?: readonly string[] | undefined }) {
  const { visit, value, errors = [] } = props;
  const t = words(visit.locale);
  return (
    <TextArea
      label={t('team-lines')}
      hint={t('team-lines-hint', { most: MOST_ENTRIES.account })}
      name="lines"
      value={value}
      rows={10}
      error={errors.length > 0 ? errors.join(' ') : undefined}
    />
  );
}
