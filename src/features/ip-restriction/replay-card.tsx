import type { Visit } from '../../foundations/http/index.ts';
import { countryName, formatDateTime } from '../../foundations/i18n/index.ts';
import { Address, Card, Details, Table, Time, UpDownChart } from '../../ui/index.ts';
import type { RefusedGroup, Replay } from './replay-sign-ins.ts';
import { words } from './words.ts';

type Reader = Pick<Visit, 'locale' | 'timeZone'>;

const MOST_GROUPS = 20;
const MOST_ADDRESSES = 20;
const MOST_PREFIXES = 3;

/** What a list would have done to the sign-ins of the past: a sentence, a picture, and the rows. */
export function ReplayCard({ visit, replay, title }: { visit: Reader; replay: Replay; title: string }) {
  const t = words(visit.locale);
  const { total, refused, groups, weeks } = replay;
  if (total === 0) {
    return (
      <Card title={title}>
        <p>{t('replay-none')}</p>
      </Card>
    );
  }
  const day = (at: Date) => formatDateTime(at, visit.locale, visit.timeZone).split(',', 1)[0] ?? '';
  return (
    <Card title={title}>
      <p>{replaySentence(visit, replay)}</p>
      <UpDownChart
        label={t('chart-label', { allowed: total - refused, refused })}
        up={t('chart-allowed')}
        down={t('chart-refused')}
        bars={weeks.map((week) => ({
          up: week.allowed,
          down: week.refused,
          title: t('chart-week', { day: day(week.from), allowed: week.allowed, refused: week.refused }),
        }))}
      />
      {groups.length > 0 && (
        <Table
          caption={t('refused-caption')}
          head={[t('refused-network'), t('refused-kind'), t('refused-count'), t('refused-last')]}
          rows={groups.slice(0, MOST_GROUPS).map((group) => ({
            cells: [
              <span class="stacked">
                <span>{placeOf(visit, group)}</span>
                {group.prefixes.slice(0, MOST_PREFIXES).map((prefix) => (
                  <Address value={prefix} />
                ))}
              </span>,
              t(`kind-${group.kind}`),
              group.count,
              <Time at={group.last} locale={visit.locale} timeZone={visit.timeZone} />,
            ],
            below: (
              <Details summary={t('refused-addresses', { count: group.addresses.length })}>
                <ul>
                  {group.addresses.slice(0, MOST_ADDRESSES).map((address) => (
                    <li>
                      <Address value={address} />
                    </li>
                  ))}
                </ul>
              </Details>
            ),
          }))}
        />
      )}
    </Card>
  );
}

export function replaySentence(visit: Reader, { total, refused, groups }: Replay): string {
  const t = words(visit.locale);
  if (refused === 0) return t('replay-all-good', { total });
  const [changing, networks] = [
    groups.filter(({ kind }) => kind === 'changing'),
    groups.filter(({ kind }) => kind === 'network'),
  ];
  const what = [
    ...(networks.length > 0 ? [t('what-networks', { count: networks.length })] : []),
    ...(changing.length > 0 ? [t('what-changing', { count: changing.length })] : []),
  ].join(', ');
  return t('replay-refused', { refused, total, what });
}

function placeOf(visit: Reader, { country, network }: Pick<RefusedGroup, 'country' | 'network'>): string {
  const t = words(visit.locale);
  const name = countryName(country, visit.locale);
  if (name && network) return t('place-both', { country: name, network });
  return name ?? network ?? t('unknown-network');
}
