import type { FieldError, Page, Visit } from '../../foundations/http/index.ts';
import {
  Badge,
  Card,
  EmptyState,
  Facts,
  Form,
  LinkButton,
  Notice,
  PageHead,
  RowList,
  SelectField,
  Time,
} from '../../ui/index.ts';
import { type WaitingRecovery, wasHeld } from './recovery-table.ts';
import { LONGEST_WAIT, SHORTEST_WAIT, type WaitSetting, waitAt } from './wait.ts';
import { changeWords, words } from './words.ts';

export interface RecoverySettings {
  isOn: boolean;
  appCount: number;
  /** null: there are none. */
  codesLeft: number | null;
  wait: WaitSetting;
  waiting: WaitingRecovery | null;
  frozenUntil: Date | null;
  /** The changes of the last days, the latest first. */
  changes: readonly { kind: string; at: Date; objectedAt: Date | null; undoneAt: Date | null }[];
}

interface Shown {
  isChanged: boolean;
  errors?: readonly FieldError[];
}

export function recoverySettingsPage(visit: Visit, settings: RecoverySettings, shown: Shown): Page {
  const t = words(visit.locale);
  return {
    title: t('settings-title'),
    shell: 'desk',
    section: '/security/recovery',
    content: (
      <>
        <PageHead
          title={t('settings-title')}
          intro={t('settings-intro')}
          guide={{ href: '/guide/two-factor', label: t('settings-guide') }}
        />
        {shown.isChanged && (
          <Notice tone="good">
            <p>{t('settings-changed')}</p>
          </Notice>
        )}
        {settings.frozenUntil && <FrozenCard visit={visit} until={settings.frozenUntil} isOn={settings.isOn} />}
        {settings.waiting && <WaitingCard visit={visit} row={settings.waiting} />}
        <WaysCard visit={visit} settings={settings} />
        <WaitCard visit={visit} wait={settings.wait} errors={shown.errors} />
        <ChangesCard visit={visit} changes={settings.changes} />
      </>
    ),
  };
}

/** Without a second factor nothing senior can end it: it ends by itself. */
function FrozenCard({ visit, until, isOn }: { visit: Visit; until: Date; isOn: boolean }) {
  const t = words(visit.locale);
  return (
    <Card title={t('frozen-title')} tone="accent">
      <p>
        {t('frozen-text')}{' '}
        <strong>
          <Time at={until} locale={visit.locale} timeZone={visit.timeZone} />
        </strong>
      </p>
      <p>{t(isOn ? 'frozen-end' : 'frozen-end-off')}</p>
      {isOn && <LinkButton href="/step-up">{t('frozen-prove')}</LinkButton>}
    </Card>
  );
}

function WaitingCard({ visit, row }: { visit: Visit; row: WaitingRecovery }) {
  const t = words(visit.locale);
  const time = (at: Date) => <Time at={at} locale={visit.locale} timeZone={visit.timeZone} />;
  return (
    <Card title={t('running-title')} tone="danger" intro={t(`stop-text-${row.lost}`)}>
      <Facts
        rows={[
          [t('fact-asked-at'), time(row.requested_at)],
          [t('fact-address'), row.address ?? t('unknown')],
          [t('fact-completes-at'), time(row.completes_at)],
        ]}
      />
      <p>{t(wasHeld(row) ? 'stop-before' : 'running-stop')}</p>
      <p>{t('stop-end')}</p>
    </Card>
  );
}

/** What would happen, today, with what this user has. */
function WaysCard({ visit, settings }: { visit: Visit; settings: RecoverySettings }) {
  const t = words(visit.locale);
  const { isOn, appCount, codesLeft, wait } = settings;
  const hasCodes = codesLeft !== null && codesLeft > 0;
  const days = waitAt(wait, visit.now);
  const phone = !isOn ? 'ways-phone-off' : hasCodes ? 'ways-phone-codes' : 'ways-phone-wait';
  return (
    <Card title={t('ways-title')} intro={t('ways-intro')}>
      <RowList
        items={[
          {
            icon: 'phone',
            title: t('ways-phone'),
            text: t(phone, { days, count: codesLeft ?? 0 }),
            ...(isOn
              ? {
                  badge: (
                    <Badge tone={hasCodes || appCount > 1 ? 'good' : 'warning'}>
                      {t(hasCodes || appCount > 1 ? 'ways-at-once' : 'ways-later')}
                    </Badge>
                  ),
                }
              : {}),
          },
          { icon: 'lock', title: t('ways-password'), text: t(isOn ? 'ways-password-on' : 'ways-password-off') },
          {
            icon: 'warning',
            title: t('ways-both'),
            text: t(!isOn ? 'ways-both-off' : hasCodes ? 'ways-both-codes' : 'ways-both-none', { days }),
          },
        ]}
      />
      {isOn && !hasCodes && (
        <Notice tone="warning">
          <p>
            {t('ways-no-codes')} <a href="/security/two-factor">{t('ways-make-codes')}</a>
          </p>
        </Notice>
      )}
    </Card>
  );
}

function WaitCard(props: { visit: Visit; wait: WaitSetting; errors: readonly FieldError[] | undefined }) {
  const { visit, wait, errors } = props;
  const t = words(visit.locale);
  const options = Array.from({ length: LONGEST_WAIT - SHORTEST_WAIT + 1 }, (_, index) => {
    const days = index + SHORTEST_WAIT;
    return { value: String(days), label: t('days', { days }) };
  });
  return (
    <Card title={t('wait-title')} intro={t('wait-intro')}>
      {wait.earlierDays !== null && wait.countsFrom > visit.now && (
        <Notice tone="info">
          <p>
            {t('wait-later', { days: wait.days, earlier: wait.earlierDays })}{' '}
            <Time at={wait.countsFrom} locale={visit.locale} timeZone={visit.timeZone} />
          </p>
        </Notice>
      )}
      <Form action="/security/recovery" token={visit.formToken} submit={t('wait-submit')}>
        <SelectField
          label={t('wait-label')}
          name="waitDays"
          hint={t('wait-hint')}
          options={options}
          value={String(wait.days)}
          error={errors?.find(({ field }) => field === 'waitDays')?.message}
        />
      </Form>
    </Card>
  );
}

function ChangesCard({ visit, changes }: { visit: Visit; changes: RecoverySettings['changes'] }) {
  const t = words(visit.locale);
  return (
    <Card title={t('changes-title')} intro={t('changes-intro')}>
      {changes.length === 0 ? (
        <EmptyState icon="shield-check" title={t('changes-none')} text={t('changes-none-text')} />
      ) : (
        <RowList
          items={changes.map(({ kind, at, objectedAt, undoneAt }) => ({
            icon: 'history' as const,
            title: changeWords(kind, t),
            text: <Time at={at} locale={visit.locale} timeZone={visit.timeZone} />,
            ...(undoneAt !== null
              ? { badge: <Badge tone="neutral">{t('changes-undone')}</Badge> }
              : objectedAt !== null
                ? { badge: <Badge tone="warning">{t('changes-objected')}</Badge> }
                : {}),
          }))}
        />
      )}
    </Card>
  );
}
