import { DAY, MINUTE } from '../../foundations/clock.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import { HereCard, TrialCard } from './ip-restriction-page.tsx';
import { ReplayCard } from './replay-card.tsx';
import type { Replay } from './replay-sign-ins.ts';
import { words } from './words.ts';

const AT = new Date('2026-11-24T09:30:00.000Z');
const WEEKS = [3, 4, 4, 2, 5, 4, 3, 4, 5, 3, 4, 4, 3];
const REFUSED = [0, 1, 0, 2, 0, 1, 1, 0, 2, 0, 1, 1, 0];

const REPLAY: Replay = {
  total: WEEKS.reduce((sum, count) => sum + count, 0) + REFUSED.reduce((sum, count) => sum + count, 0),
  refused: REFUSED.reduce((sum, count) => sum + count, 0),
  weeks: WEEKS.map((allowed, index) => ({
    from: new Date(AT.getTime() - (WEEKS.length - index) * 7 * DAY),
    allowed,
    refused: REFUSED[index] ?? 0,
  })),
  refusedSignIns: [],
  groups: [
    {
      prefixes: ['192.0.2.0/24'],
      network: 'Example Mobile',
      country: 'FR',
      addresses: ['192.0.2.17', '192.0.2.81', '192.0.2.201'],
      count: 6,
      last: AT,
      kind: 'network',
    },
    {
      prefixes: ['2001:db8:7:1::/64'],
      network: 'Example Telecom',
      country: 'FR',
      addresses: ['2001:db8:7:1::a1', '2001:db8:7:1::b2'],
      count: 3,
      last: AT,
      kind: 'changing',
    },
  ],
};

/** The pages of this room for the guide, with addresses that are set aside for examples. */
export function ipRestrictionPictures() {
  const visit = (locale: Locale) => ({
    locale,
    timeZone: 'UTC',
    formToken: '',
    now: AT,
    client: { address: '203.0.113.37', prefix: '203.0.113.0/24', userAgent: '' },
  });
  return {
    'ip-restriction-here': (locale: Locale) => <HereCard visit={visit(locale)} />,
    'ip-restriction-replay': (locale: Locale) => (
      <ReplayCard visit={visit(locale)} replay={REPLAY} title={words(locale)('replay-title', { days: 90 })} />
    ),
    'ip-restriction-trial': (locale: Locale) => (
      <TrialCard visit={visit(locale)} revertsAt={new Date(AT.getTime() + 14 * MINUTE)} />
    ),
  };
}
