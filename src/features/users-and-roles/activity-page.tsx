import type { FieldError, Page, Visit } from '../../foundations/http/index.ts';
import {
  Address,
  Button,
  Card,
  Details,
  EmptyState,
  Facts,
  Field,
  Form,
  HiddenField,
  LinkButton,
  PageHead,
  Pager,
  SelectField,
  Table,
} from '../../ui/index.ts';
import { ACTIVITY_KINDS, isActivityKind } from './activity.ts';
import type { ActivityRow } from './activity-table.ts';
import { factsWords } from './change-words.ts';
import { At, GUIDE_PATH } from './page-parts.tsx';
import { words } from './words.ts';

export const ACTIVITY_PATH = '/account/activity';

export interface TypedActivityFilter {
  kind?: string | undefined;
  who?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

interface Props {
  rows: readonly ActivityRow[];
  accountName: string;
  typed: TypedActivityFilter;
  next: string | null;
  isLater: boolean;
  retentionDays: number;
  errors?: readonly FieldError[];
}

export function activityPage(visit: Visit, props: Props): Page {
  const { rows, typed, next } = props;
  const t = words(visit.locale);
  const filtered = Object.values(typed).some((value) => value !== undefined);
  const at = (more: Record<string, string>) => {
    const query = new URLSearchParams({ ...given(typed), ...more });
    return query.size > 0 ? `${ACTIVITY_PATH}?${query}` : ACTIVITY_PATH;
  };
  return {
    title: t('activity-title'),
    shell: 'desk',
    section: ACTIVITY_PATH,
    content: (
      <>
        <PageHead
          title={t('activity-title')}
          intro={t('activity-intro', { account: props.accountName, days: props.retentionDays })}
          guide={{ href: `${GUIDE_PATH}#activity`, label: t('guide-link') }}
        />
        <Filter visit={visit} typed={typed} filtered={filtered} errors={props.errors} />
        {rows.length === 0 ? (
          <EmptyState
            icon="history"
            title={t(filtered ? 'activity-none' : 'activity-empty')}
            text={t(filtered ? 'activity-none-text' : 'activity-empty-text')}
          />
        ) : (
          <Table
            caption={t('activity-title')}
            head={[t('column-what'), t('column-by'), t('column-when')]}
            rows={rows.map((row) => ({ cells: cellsOf(visit, row), below: <More visit={visit} row={row} /> }))}
          />
        )}
        <Pager
          next={next === null ? null : at({ cursor: next })}
          label={t('activity-older')}
          first={props.isLater ? at({}) : null}
          firstLabel={t('activity-newest')}
        />
        <Card title={t('export-title')} intro={t('export-intro')}>
          <div class="actions">
            {(['csv', 'json'] as const).map((format) => (
              <Form
                action={`${ACTIVITY_PATH}/export`}
                token={visit.formToken}
                submit={t(`export-${format}`)}
                submitTone="quiet"
                layout="inline"
                id={`export-${format}`}
              >
                <HiddenField name="format" value={format} />
                {Object.entries(given(typed)).map(([name, value]) => (
                  <HiddenField name={name} value={value} />
                ))}
              </Form>
            ))}
          </div>
        </Card>
      </>
    ),
  };
}

function given(typed: TypedActivityFilter): Record<string, string> {
  return Object.fromEntries(Object.entries(typed).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

function cellsOf(visit: Visit, row: ActivityRow) {
  const t = words(visit.locale);
  const after = factsWords(row.after_value, visit.locale, visit.timeZone);
  const about = [row.subject_email, after === t('fact-nothing') ? null : after].filter(Boolean).join(' · ');
  return [
    <span class="stacked">
      <span>{isActivityKind(row.kind) ? t(`kind-${row.kind}`) : row.kind}</span>
      {about && <span class="hint">{about}</span>}
    </span>,
    row.actor_email ?? t('by-itself'),
    <At at={row.at} visit={visit} />,
  ];
}

function More({ visit, row }: { visit: Visit; row: ActivityRow }) {
  const t = words(visit.locale);
  const { locale, timeZone } = visit;
  const device = [row.browser, row.system].filter(Boolean).join(' · ');
  const known = ['password', 'totp', 'backup-code', 'passkey'] as const;
  const proof = known.filter((method) => row.proof_methods.includes(method)).map((method) => t(`method-${method}`));
  return (
    <Details summary={t('activity-more')}>
      <Facts
        rows={[
          [t('mail-before'), factsWords(row.before_value, locale, timeZone)],
          [t('mail-after'), factsWords(row.after_value, locale, timeZone)],
          [t('mail-address'), row.address ? <Address value={row.address} /> : t('address-unknown')],
          [t('device'), device || t('device-unknown')],
          [t('proof'), proof.join(' + ') || t('fact-nothing')],
        ]}
      />
    </Details>
  );
}

/** Changes nothing, so it is a GET form: the filtered page can be bookmarked. */
function Filter(props: {
  visit: Visit;
  typed: TypedActivityFilter;
  filtered: boolean;
  errors: readonly FieldError[] | undefined;
}) {
  const { visit, typed, filtered, errors } = props;
  const t = words(visit.locale);
  const errorOf = (name: string) => errors?.find(({ field }) => field === name)?.message;
  const kinds = ACTIVITY_KINDS.map((kind) => ({ value: kind, label: t(`kind-${kind}`) }));
  return (
    <Details summary={t('filter')} open={filtered}>
      <form class="form" method="get" action={ACTIVITY_PATH}>
        <div class="columns">
          <SelectField
            label={t('column-what')}
            name="kind"
            options={[{ value: '', label: t('filter-all') }, ...kinds]}
            value={typed.kind ?? ''}
            error={errorOf('kind')}
          />
          <Field
            label={t('filter-who')}
            name="who"
            type="search"
            autocomplete="off"
            value={typed.who}
            error={errorOf('who')}
          />
          <Field label={t('filter-from')} name="from" type="date" value={typed.from} error={errorOf('from')} />
          <Field label={t('filter-to')} name="to" type="date" value={typed.to} error={errorOf('to')} />
        </div>
        <div class="form-foot">
          <Button tone="quiet">{t('filter-apply')}</Button>
          {filtered && (
            <LinkButton href={ACTIVITY_PATH} tone="bare">
              {t('filter-clear')}
            </LinkButton>
          )}
        </div>
      </form>
    </Details>
  );
}
