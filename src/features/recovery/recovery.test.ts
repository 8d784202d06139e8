import { describe, expect, test } from 'vitest';
import { must, signInWithPhone } from '../../../test/authenticator-app.ts';
import { openHouse } from '../../../test/house.ts';
import { DAY, HOUR } from '../../foundations/clock.ts';
import { stateBefore } from '../../foundations/past-states/index.ts';
import { needsOf, nextNotice, standingOf } from './recovery.ts';
import { ask, beginWaiting, linkTo, mailedCode, ownerWithPhone, prove } from './testing.ts';
import { undoNeeds } from './undo-proofs.ts';
import { changedWait, DEFAULT_SETTING, waitAt } from './wait.ts';

const house = await openHouse();

describe('which proofs are enough (RC-3)', () => {
  test.each([
    [[], 'more'],
    [['mailed-code'], 'more'],
    [['password'], 'more'],
    [['backup-code'], 'more'],
    [['password', 'backup-code'], 'more'],
    [['mailed-code', 'password'], 'wait'],
    [['mailed-code', 'backup-code'], 'at-once'],
    [['mailed-code', 'totp'], 'at-once'],
    [['password', 'mailed-code', 'backup-code'], 'at-once'],
  ] as const)('%j: %s', (proofs, standing) => {
    expect(standingOf(proofs)).toBe(standing);
  });

  test('the code of an app is asked for only after the mailed code', () => {
    expect(needsOf([])).not.toContain('totp');
    expect(needsOf(['password'])).toEqual(['mailed-code']);
    expect(needsOf(['mailed-code'])).toEqual(['backup-code', 'totp', 'passkey', 'password']);
  });

  test('an undo asks for what could be reached just before the change', () => {
    expect(undoNeeds('aal1', [])).toEqual(['password']);
    expect(undoNeeds('aal1', ['password'])).toEqual([]);
    expect(undoNeeds('aal2', [])).toEqual(['password', 'totp', 'backup-code', 'passkey']);
    expect(undoNeeds('aal2', ['password'])).toEqual(['totp', 'backup-code', 'passkey']);
    expect(undoNeeds('aal2', ['backup-code'])).toEqual(['password', 'passkey']);
    expect(undoNeeds('aal2', ['totp', 'password'])).toEqual([]);
  });
});

describe('the wait', () => {
  const now = new Date('2026-11-24T08:00:00Z');
  const later = (days: number) => new Date(now.getTime() + days * DAY);

  test('is three days until its user says otherwise', () => {
    expect(waitAt(DEFAULT_SETTING, now)).toBe(3);
  });

  test('made longer counts at once, made shorter after seven days', () => {
    const longer = changedWait(DEFAULT_SETTING, 10, now);
    expect(waitAt(longer, now)).toBe(10);
    const shorter = changedWait(longer, 2, now);
    expect([waitAt(shorter, later(6.9)), waitAt(shorter, later(7))]).toEqual([10, 2]);
  });

  test('made shorter step by step gains nothing, and made longer on the way counts at once', () => {
    const steps = changedWait(changedWait(changedWait(DEFAULT_SETTING, 2, now), 1, later(3)), 2, later(4));
    expect([waitAt(steps, later(10.9)), waitAt(steps, later(11))]).toEqual([3, 2]);
    expect(waitAt(changedWait(changedWait(DEFAULT_SETTING, 1, now), 5, later(1)), later(1))).toBe(5);
  });

  test('a notice follows at the hour of the last one, however late the job is', () => {
    const hours = (at: Date) => (at.getTime() - now.getTime()) / HOUR;
    expect(hours(nextNotice(now, now))).toBe(24);
    expect(hours(nextNotice(now, later(0.5)))).toBe(24);
    expect(hours(nextNotice(now, later(1)))).toBe(48);
    expect(hours(nextNotice(now, later(3.4)))).toBe(96);
  });
});

describe('the password of a day', () => {
  const past = (hash: string | null) => ({ secret: hash, shown: {} });
  const change = (sequence: number, hash: string | null, undoneAt: number | null = null) => ({
    sequence,
    undoneAt,
    before: past(hash),
  });

  test('is what the first change after it replaced, else the present one', () => {
    const events = [change(1, 'a'), change(5, 'b')];
    expect(stateBefore(events, past('c'), 1).secret).toBe('a');
    expect(stateBefore(events, past('c'), 3).secret).toBe('b');
    expect(stateBefore(events, past('c'), 9).secret).toBe('c');
  });

  test('leaves out what was undone since, as if it had never been', () => {
    // a, changed to b (1), changed to c (5), the first undone (7): a again.
    const events = [change(1, 'a', 7), change(5, 'b'), change(7, 'c')];
    expect(stateBefore(events, past('a'), 5).secret).toBe('a');
    expect(stateBefore(events, past('a'), 3).secret).toBe('a');
    expect(stateBefore(events, past('a'), 9).secret).toBe('a');
  });

  test('keeps what was undone before that day as it was', () => {
    // a, changed to b (1), undone (2): a again; changed to d (5).
    const events = [change(1, 'a', 2), change(2, 'b'), change(5, 'a')];
    expect(stateBefore(events, past('d'), 5).secret).toBe('a');
    expect(stateBefore(events, past('d'), 9).secret).toBe('d');
  });
});

describe('for people', () => {
  test('the pages lead through a recovery without script: ask, code, backup code, done', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    const asked = await visitor.page('/recovery');
    expect(asked.text).toContain('action="/recovery"');
    const token = /name="form_token" value="([^"]*)"/.exec(asked.text)?.[1] ?? '';
    const send = (path: string, fields: Record<string, string>) =>
      visitor.form(path, { form_token: token, ...fields }, { 'sec-fetch-site': undefined });
    const sent = await send('/recovery', { email, lost: 'second-factor' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/recovery']);
    expect((await visitor.page('/recovery')).text).toContain('value="mailed-code"');
    const wrong = await send('/recovery/proof', { method: 'mailed-code', code: 'AAAAA-AAAAA' });
    expect([wrong.status, wrong.text.includes('aria-invalid="true"')]).toEqual([401, true]);
    const code = (await mailedCode(house, email)).replace('-', ' ').toLowerCase();
    expect((await send('/recovery/proof', { method: 'mailed-code', code })).status).toBe(303);
    expect((await visitor.page('/recovery')).text).toContain('value="backup-code"');
    const done = await send('/recovery/proof', { method: 'backup-code', code: phone.backupCodes[0] ?? '' });
    expect([done.status, done.text.includes('href="/sign-in"')]).toEqual([200, true]);
    expect(visitor.cookies.has('recovery')).toBe(false);
  });

  test('somebody without a second factor is told that they can sign in; nothing is changed', async () => {
    const visitor = await house.customer();
    const elsewhere = visitor.elsewhere();
    expect((await beginWaiting(house, elsewhere)).json).toEqual({ next: 'done' });
    expect((await house.mailsTo(visitor.email)).map(({ subject }) => subject)).not.toContain(
      'The lost factor was removed from your account',
    );
  });

  test.each(['passkey', 'address'])('“%s” answers alike', async (lost) => {
    const { visitor, email } = await ownerWithPhone(house);
    const asked = await ask(visitor, lost);
    expect(asked.json).toEqual({ next: 'proof', needs: ['mailed-code', 'backup-code', 'passkey', 'password'] });
    must(200, await prove(visitor, 'mailed-code', await mailedCode(house, email)));
  });

  test('the settings say how things stand, in both faces', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    must(200, await signInWithPhone(visitor, phone));
    expect(must(200, await visitor.get('/security/recovery')).json).toEqual({
      waitDays: 3,
      waitDaysNow: 3,
      waiting: null,
      frozenUntil: null,
    });
    must(200, await visitor.post('/security/recovery', { waitDays: '7' }));
    expect((await visitor.get('/security/recovery')).json.waitDaysNow).toBe(7);
    for (const waitDays of ['0', '31', '2.5', '', 'x', null, true, 5, '999', '05']) {
      const refused = await visitor.post('/security/recovery', { waitDays });
      expect([refused.status, refused.json.errors[0].field]).toEqual([422, 'waitDays']);
    }
    const token = await linkTo(house, email, 'objections');
    must(200, await house.visitor().post(`/objections/${token}`));
    must(200, await signInWithPhone(visitor, phone));
    const json = (await visitor.get('/security/recovery')).json;
    expect(json.frozenUntil).not.toBeNull();
    const page = (await visitor.page('/security/recovery')).text;
    expect(page).toContain('Changes are stopped');
    expect(page).toContain('Wait of a recovery changed');
  });

  test('undoing a change of the wait puts back what was, also what still counted', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    must(200, await signInWithPhone(visitor, phone));
    must(200, await visitor.post('/security/recovery', { waitDays: '1' }));
    const token = await linkTo(house, email, 'objections');
    const owner = visitor.elsewhere();
    for (const [method, secret] of [
      ['password', visitor.password],
      ['totp', phone.code()],
    ] as const) {
      const field = method === 'password' ? 'password' : 'code';
      must(200, await owner.post(`/objections/${token}/undo`, { method, [field]: secret }));
    }
    must(200, await signInWithPhone(owner, phone));
    expect((await owner.get('/security/recovery')).json.waitDays).toBe(3);
  });

  test('every mail about a change carries the link, in both parts, and the ledger keeps no trace of it', async () => {
    const { visitor, phone, email } = await ownerWithPhone(house);
    must(200, await signInWithPhone(visitor, phone));
    must(200, await visitor.post('/security/login-alerts', { mode: 'off' }));
    const token = await linkTo(house, email, 'objections');
    const mail = (await house.mailsTo(email)).findLast(({ text }) => text.includes(token));
    expect(mail?.html).toContain(`/objections/${token}`);
    expect(mail?.subject).not.toContain(token);
    const { rows } = await house.database.pool.query('select parameters::text as text from official_mails');
    expect(rows.some(({ text }) => text.includes(token))).toBe(false);
  });
});
