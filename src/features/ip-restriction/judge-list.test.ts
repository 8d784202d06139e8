import { expect, test } from 'vitest';
import { DAY } from '../../foundations/clock.ts';
import type { SignIn } from './doors.ts';
import { judgeList } from './judge-list.ts';
import { replaySignIns } from './replay-sign-ins.ts';

const NOW = new Date('2026-11-24T08:00:00Z');
const time = { from: new Date(NOW.getTime() - 90 * DAY), to: NOW };
const entries = [{ range: '192.0.2.0/24', endsAt: null }];

function signIn(address: string, network: string | null = 'Orange'): SignIn {
  const prefix = `${address.split('.').slice(0, 3).join('.')}.0/24`;
  return { at: NOW, address, prefix, country: 'FR', network };
}

function judge(signIns: readonly SignIn[]) {
  const replay = replaySignIns(signIns, ['192.0.2.0/24'], time);
  return { replay, judgement: judgeList(entries, { signIns, replay, address: '192.0.2.1', isHere: true }) };
}

test('of several lines of one operator its range that was seen is proposed, of one line the line, of one address the address', () => {
  const several = judge([signIn('203.0.112.7'), signIn('203.0.113.9'), signIn('203.0.113.10')]);
  expect(several.judgement.proposals).toEqual([
    { range: '203.0.112.0/23', reason: 'operator', network: 'Orange', count: 3 },
  ]);
  const line = judge([signIn('203.0.113.9'), signIn('203.0.113.10')]);
  expect(line.judgement.proposals).toMatchObject([{ range: '203.0.113.0/24', reason: 'line', count: 2 }]);
  const one = judge([signIn('203.0.113.9', null)]);
  expect(one.judgement.proposals).toMatchObject([{ range: '203.0.113.9', reason: 'address', count: 1 }]);
});

test('no range is proposed that most of an operator’s customers would be in', () => {
  const { proposals } = judge([signIn('90.1.0.7'), signIn('92.200.3.9')]).judgement;
  expect(proposals.map(({ reason }) => reason)).toEqual(['address', 'address']);
});

test('twenty thousand lines of one operator are judged while nobody has to wait', () => {
  const many = Array.from({ length: 20_000 }, (_, n) => signIn(`90.${(n >> 8) & 127}.${n & 255}.${1 + (n % 200)}`));
  const begun = performance.now();
  const { replay, judgement } = judge(many);
  // Each line against each other took minutes.
  expect(performance.now() - begun).toBeLessThan(5_000);
  expect(replay.groups).toMatchObject([{ network: 'Orange', count: 20_000, kind: 'network' }]);
  expect(judgement.proposals.length).toBeLessThanOrEqual(5);
});
