import { expect, test } from 'vitest';
import type { ShownHistory } from '../src/features/login-history/testing.ts';
import { customerWithPhone, must, totp } from './authenticator-app.ts';
import { openHouse } from './house.ts';
import { addPasskey } from './passkey-device.ts';
import type { Answer, Visitor } from './visitor.ts';

/*
 * LH-1: whatever happens to somebody's way in, good or bad, is in their history once: when, from where, by which browser, with
 * which proofs and with what outcome. Told by the doors, not by what a room says it wrote.
 */

const house = await openHouse();

type Line = ShownHistory['events'][number];

async function historyOf(visitor: Visitor): Promise<Line[]> {
  const lines: Line[] = [];
  let path: string | null = '/security/login-history';
  while (path !== null) {
    const { json }: Answer = must(200, await visitor.get(path));
    lines.push(...json.events);
    path = json.next === null ? null : `/security/login-history?after=${encodeURIComponent(json.next)}`;
  }
  return lines;
}

test('every act at the doors is in the history once, with time, proofs, outcome, address and browser', async () => {
  const { visitor, phone } = await customerWithPhone(house);
  const thief = visitor.elsewhere({
    address: '203.0.113.77',
    userAgent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0',
  });
  const half = visitor.elsewhere({ address: '203.0.113.78' });
  const before = new Set((await historyOf(visitor)).map(({ id }) => id));
  const give = (browser: Visitor, code: string) => browser.post('/sign-in/second-factor', { method: 'totp', code });
  const stepUp = (code: string) => visitor.post('/step-up', { method: 'totp', code });
  const wanted: (Pick<Line, 'kind' | 'outcome' | 'cause' | 'methods'> & { by: Visitor })[] = [];

  async function act(
    line: string,
    methods: string[],
    work: () => Promise<unknown>,
    status: number,
    by = visitor,
  ): Promise<void> {
    house.clock.advance(1_000);
    const answer = await work();
    if (isAnswer(answer)) must(status, answer);
    const [kind = '', cause = null] = line.split(': ');
    wanted.push({ kind, outcome: cause === null ? 'success' : 'failure', cause, methods, by });
  }

  const wrong = 'not the password of anybody';
  await act('sign-in: wrong-password', ['password'], () => thief.signIn(wrong), 401, thief);
  must(200, await half.signIn());
  await act('sign-in: right-password-wrong-code', ['totp'], () => give(half, '000000'), 401, half);
  await act('sign-in', ['password', 'totp'], () => give(half, phone.code()), 200, half);
  const spent = phone.code();
  await act('step-up', ['totp'], () => stepUp(spent), 200);
  await act('step-up: spent-code', ['totp'], () => stepUp(spent), 401);
  await act('step-up: wrong-code', ['totp'], () => stepUp(totp(phone.secret, house.clock.now(), 90)), 401);
  house.clock.advance(60_000);
  must(200, await stepUp(phone.code()));
  wanted.push({ kind: 'step-up', outcome: 'success', cause: null, methods: ['totp'], by: visitor });
  // A change has the proofs of its session, which an added passkey joins.
  const session = ['password', 'totp'];
  const phrase = (text: string) => visitor.post('/security/anti-phishing-code', { phrase: text });
  await act('anti-phishing-code-set', session, () => phrase('nine grey otters'), 200);
  await act('anti-phishing-code-changed', session, () => phrase('ten grey otters'), 200);
  await act('anti-phishing-code-removed', session, () => visitor.post('/security/anti-phishing-code/remove'), 200);
  await act(
    'login-alerts-changed',
    session,
    () => visitor.post('/security/login-alerts', { mode: 'new-devices' }),
    200,
  );
  await act('history-exported', session, () => visitor.post('/security/login-history/export', {}), 200);
  await act('passkey-added', session, () => addPasskey(visitor), 201);
  const withPasskey = [...session, 'passkey'];
  const codes = () => visitor.post('/security/two-factor/backup-codes');
  must(201, await codes());
  await act('backup-codes-renewed', withPasskey, () => visitor.post('/security/two-factor/backup-codes/saved'), 200);
  const [other] = (await visitor.get('/security/sessions')).json.sessions.filter(
    (one: { current: boolean }) => !one.current,
  );
  await act('session-ended', withPasskey, () => visitor.post(`/security/sessions/${other.id}/end`), 200);
  const change = (current: string) =>
    visitor.post('/security/password', { current, password: 'nine grey otters sleeping' });
  await act('password-change: wrong-password', ['password'], () => change(wrong), 403);
  await act('password-changed', withPasskey, () => change(visitor.password), 200);
  await act('reset-requested', [], () => thief.post('/forgot-password', { email: visitor.email }), 202, thief);
  // Whether there is such a user is looked up after the answer.
  await house.mailsTo(visitor.email);
  await act('two-factor-disabled', withPasskey, () => visitor.post('/security/two-factor/disable'), 200);

  const lines = await historyOf(visitor);
  const fresh = lines.filter(({ id }) => !before.has(id)).reverse();
  expect(fresh.map(({ kind, outcome, cause, methods }) => ({ kind, outcome, cause, methods }))).toEqual(
    wanted.map(({ by, ...line }) => line),
  );
  for (const [index, { at, address, client }] of fresh.entries()) {
    const by = wanted[index]?.by;
    expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect([address, client.browser?.split(' ')[0]]).toEqual([by?.address, by === thief ? 'Firefox' : 'Chrome']);
  }
  expect(lines.map(({ at }) => at)).toEqual(
    lines
      .map(({ at }) => at)
      .toSorted()
      .reverse(),
  );
  expect(new Set(wanted.map(({ kind, cause }) => `${kind} ${cause}`)).size).toBeGreaterThanOrEqual(15);

  const stranger = await house.customer();
  must(200, await stranger.signIn());
  const own = new Set((await historyOf(stranger)).map(({ id }) => id));
  expect(lines.filter(({ id }) => own.has(id))).toEqual([]);
});

function isAnswer(value: unknown): value is Answer {
  return value instanceof Object && 'status' in value && 'headers' in value;
}
