/** From the list that is typed to the session that stops: what the owner of an account is promised. */
import { describe, expect, test } from 'vitest';
import { openHouse } from '../../../test/house.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { DAY, MINUTE } from '../../foundations/clock.ts';

const house = await openHouse();
const PAGE = '/security/ip-restriction';
const HOME = '198.51.100.20';
const AWAY = '203.0.113.9';

const only = (...ranges: string[]) => ({ entries: ranges.map((range) => ({ range, label: 'office' })) });

async function owner(address = HOME): Promise<Visitor> {
  const visitor = await house.customer({ address });
  expect((await visitor.signIn()).status).toBe(200);
  // The proof of this sign-in is older than any list.
  house.clock.advance(1000);
  return visitor;
}

/** Somebody whose list is confirmed. */
async function restricted(...ranges: string[]): Promise<Visitor> {
  const visitor = await owner();
  expect((await visitor.post(PAGE, only(...ranges))).json).toMatchObject({ state: 'provisional' });
  await prove(visitor);
  expect((await visitor.post(`${PAGE}/confirm`)).json).toEqual({ state: 'active' });
  return visitor;
}

async function prove(visitor: Visitor): Promise<void> {
  house.clock.advance(1000);
  expect((await visitor.post('/step-up', { method: 'password', password: visitor.password })).status).toBe(200);
}

async function stateOf(visitor: Visitor) {
  return (await visitor.get(PAGE)).json;
}

async function historyOf(visitor: Visitor): Promise<{ kind: string; cause: string | null; address: string }[]> {
  return (await visitor.get('/security/login-history')).json.events;
}

const refusedHere = { status: 401, json: { type: expect.stringMatching(/\/problems\/address-not-allowed$/) } };

describe('a list', () => {
  test('counts at once for new sign-ins and for the sessions there are, and stays when it was confirmed', async () => {
    const anna = await owner();
    const set = await anna.post(PAGE, only('198.51.100.0/24'));
    expect(set.status).toBe(200);
    expect(set.json).toEqual({
      state: 'provisional',
      revertsAt: new Date(house.clock.now().getTime() + 15 * MINUTE).toISOString(),
    });
    anna.address = AWAY;
    for (const path of ['/session', PAGE, '/security/login-history', '/account', '/personal-information']) {
      expect(await anna.get(path), path).toMatchObject(refusedHere);
    }
    expect(await anna.elsewhere().signIn()).toMatchObject(refusedHere);
    anna.address = '198.51.100.21';
    expect((await anna.get('/session')).status).toBe(200);
    house.clock.advance(1000);
    expect((await anna.signIn()).status).toBe(200);
    expect((await anna.post(`${PAGE}/confirm`)).json).toEqual({ state: 'active' });
    house.clock.advance(60 * MINUTE);
    anna.address = AWAY;
    expect(await anna.signIn()).toMatchObject(refusedHere);
  });

  test('that would refuse its sender asks first, changes nothing, and is set when its owner insists', async () => {
    const anna = await owner();
    const risk = await anna.post(PAGE, only('203.0.113.0/24'));
    expect([risk.status, risk.json.type]).toEqual([409, expect.stringMatching(/\/problems\/lockout-risk$/)]);
    expect(await stateOf(anna)).toMatchObject({ state: 'off', entries: [] });
    const page = await anna.form(PAGE, { 'range-0': '203.0.113.0/24' });
    expect(page.status).toBe(409);
    expect(page.text).toContain('name="confirmLockout"');
    expect((await anna.post(PAGE, { ...only('203.0.113.0/24'), confirmLockout: true })).status).toBe(200);
    expect(await anna.get('/session')).toMatchObject(refusedHere);
  });

  test('takes itself back when nobody confirms it; mail, history and page say so', async () => {
    const anna = await owner();
    await anna.post(PAGE, { ...only('203.0.113.0/24'), confirmLockout: true });
    house.clock.advance(15 * MINUTE - 1);
    expect(await anna.get('/session')).toMatchObject(refusedHere);
    house.clock.advance(1);
    // No job has run: the deadline alone decides.
    expect((await anna.get('/session')).status).toBe(200);
    expect(await stateOf(anna)).toMatchObject({ state: 'off', reverted: true });
    expect((await anna.page(PAGE)).text).toContain('took itself back');
    const subjects = (await house.mailsTo(anna.email)).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.includes('took itself back'))).toHaveLength(1);
    expect((await historyOf(anna)).map(({ kind }) => kind)).toContain('ip-restriction-reverted');
    await house.mailsTo(anna.email);
    expect(
      (await house.mailsTo(anna.email)).filter(({ subject }) => subject.includes('took itself back')),
    ).toHaveLength(1);
  });

  test('changed several times in a row falls back to the last one that was confirmed', async () => {
    const anna = await restricted('198.51.100.0/24');
    await anna.post(PAGE, only('198.51.100.20'));
    house.clock.advance(5 * MINUTE);
    await anna.post(PAGE, only('198.51.100.20', '192.0.2.0/24'));
    expect((await stateOf(anna)).entries).toHaveLength(2);
    house.clock.advance(15 * MINUTE);
    const state = await stateOf(anna);
    expect(state).toMatchObject({ state: 'active', reverted: true });
    expect(state.entries.map(({ range }: { range: string }) => range)).toEqual(['198.51.100.0/24']);
  });

  test('is confirmed by a new proof alone, never by the session that set it as it was', async () => {
    const anna = await owner();
    await anna.post(PAGE, only(HOME));
    const early = await anna.post(`${PAGE}/confirm`);
    expect([early.status, early.json.type]).toEqual([403, expect.stringMatching(/\/problems\/step-up-required$/)]);
    const page = await anna.form(`${PAGE}/confirm`, {});
    expect([page.status, page.text.includes('action="/step-up"')]).toEqual([403, true]);
    await prove(anna);
    expect((await anna.post(`${PAGE}/confirm`)).json).toEqual({ state: 'active' });
    // A second click is no mistake.
    expect((await anna.post(`${PAGE}/confirm`)).json).toEqual({ state: 'active' });
  });

  test('cannot be confirmed when there is none, or after it took itself back', async () => {
    const anna = await owner();
    expect((await anna.post(`${PAGE}/confirm`)).status).toBe(409);
    await anna.post(PAGE, only(HOME));
    house.clock.advance(15 * MINUTE);
    await prove(anna);
    expect((await anna.post(`${PAGE}/confirm`)).status).toBe(409);
    expect(await stateOf(anna)).toMatchObject({ state: 'off' });
  });

  test('is turned off at once, with a mail', async () => {
    const anna = await restricted('198.51.100.0/24');
    expect((await anna.post(`${PAGE}/remove`)).json).toEqual({ state: 'off' });
    anna.address = AWAY;
    expect((await anna.get('/session')).status).toBe(200);
    const subjects = (await house.mailsTo(anna.email)).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.includes('turned off'))).toHaveLength(1);
    await anna.post(`${PAGE}/remove`);
    expect((await house.mailsTo(anna.email)).filter(({ subject }) => subject.includes('turned off'))).toHaveLength(1);
  });

  test('that only lets in more is mailed at once, with a link that stops whoever it was', async () => {
    const anna = await restricted(HOME);
    const changes = async () =>
      (await house.mailsTo(anna.email)).filter(({ subject }) => /^New IP restriction/.test(subject));
    expect(await changes()).toHaveLength(1);
    await anna.post(PAGE, only(HOME, '203.0.113.0/24'));
    const mail = (await changes()).at(-1);
    expect([(await changes()).length, mail?.text.includes('/objections/')]).toEqual([2, true]);
    // Nobody has confirmed it yet, and nothing of the list is told in a mail.
    expect(await stateOf(anna)).toMatchObject({ state: 'provisional' });
    expect(mail?.text).not.toContain('203.0.113.0');
  });

  test('keeps since when, by whom and when last each entry was used, over later versions', async () => {
    const anna = await restricted('198.51.100.0/24');
    const [first] = (await stateOf(anna)).entries;
    await anna.signIn();
    await anna.post(PAGE, { entries: [{ range: '192.0.2.1' }, { range: '198.51.100.0/24', label: 'home' }] });
    const [added, kept] = (await stateOf(anna)).entries;
    expect(kept).toMatchObject({ label: 'home', addedAt: first.addedAt, addedBy: first.addedBy });
    expect(kept.lastUsedAt).toBe(house.clock.now().toISOString());
    expect(added).toMatchObject({ label: '', lastUsedAt: null });
  });

  test('drops an entry at the end of its last day, in the zone of its owner', async () => {
    const anna = await owner();
    const now = house.clock.now();
    const until = now.toISOString().slice(0, 10);
    await anna.post('/personal-information', { name: 'Anna', locale: 'en', timeZone: 'UTC' });
    await anna.post(PAGE, { entries: [{ range: HOME }, { range: '192.0.2.0/24', label: 'hotel', until }] });
    await prove(anna);
    await anna.post(`${PAGE}/confirm`);
    const hotel = anna.elsewhere({ address: '192.0.2.77' });
    expect((await hotel.signIn()).status).toBe(200);
    const midnight = new Date(`${until}T00:00:00.000Z`).getTime() + 24 * 60 * MINUTE;
    house.clock.advance(midnight - house.clock.now().getTime());
    expect(await hotel.signIn()).toMatchObject(refusedHere);
    expect((await anna.signIn()).status).toBe(200);
  });
});

describe('versions that count no more', () => {
  const versionsOf = async (visitor: Visitor): Promise<string[]> => {
    const { rows } = await house.database.pool.query<{ ranges: string }>(
      `select string_agg(e.range, ' ') as ranges from address_lists l join address_list_entries e on e.list_id = l.id
         join users u on u.id = l.owner_id where u.email = $1 group by l.id, l.made_at order by l.made_at`,
      [visitor.email],
    );
    return rows.map(({ ranges }) => ranges);
  };

  test('are kept for an undo and then go, however old they were; the one that counts stays', async () => {
    const anna = await restricted('198.51.100.0/24');
    house.clock.advance(40 * DAY);
    await house.parts.jobs.runPending();
    await anna.signIn();
    house.clock.advance(1000);
    await anna.post(PAGE, only(HOME));
    await prove(anna);
    await anna.post(`${PAGE}/confirm`);
    house.clock.advance(7 * DAY);
    await house.parts.jobs.runPending();
    expect(await versionsOf(anna)).toEqual(['198.51.100.0/24', HOME]);
    house.clock.advance(2 * DAY);
    await house.parts.jobs.runPending();
    expect(await versionsOf(anna)).toEqual([HOME]);
    expect((await anna.elsewhere({ address: AWAY }).signIn()).status).toBe(401);
  });

  test('go with their user', async () => {
    const anna = await restricted(HOME);
    await anna.post(PAGE, { ...only(HOME, AWAY) });
    await anna.post(PAGE, { ...only(AWAY), watch: true });
    expect(await versionsOf(anna)).toHaveLength(3);
    const { account } = (await anna.get('/session')).json;
    await house.database.pool.query('delete from accounts where id = $1', [account.id]);
    await house.database.pool.query('delete from users where email = $1', [anna.email]);
    const left = await house.database.pool.query(
      'select 1 from address_lists where owner_id not in (select id from users)',
    );
    expect(left.rows).toEqual([]);
  });
});

describe('an entry', () => {
  const refused = [
    ['010.0.0.1', 'not-an-address'],
    ['0x7f.1', 'not-an-address'],
    ['1', 'not-an-address'],
    ['fe80::1%eth0', 'not-an-address'],
    ['192.0.2.0/33', 'prefix-too-long'],
    ['2001:db8::/129', 'prefix-too-long'],
    ['192.0.2.7/24', 'host-bits'],
    ['192.0.2.9-192.0.2.1', 'reversed'],
    ['192.0.2.1-2001:db8::1', 'mixed-families'],
    ['example.com', 'not-an-address'],
    ['', 'not-an-address'],
  ] as const;

  test.each(refused)('%s is refused with %s, at the entry (IP-4)', async (range, code) => {
    const anna = await owner();
    const answer = await anna.post(PAGE, { entries: [{ range: HOME }, { range }] });
    expect(answer.status).toBe(422);
    expect(answer.json.errors).toMatchObject([{ field: 'entries.1.range', code }]);
  });

  test('is stored and shown in its one spelling (IP-3)', async () => {
    const anna = await owner('2001:db8:0:0:1::77');
    await anna.post(PAGE, { ...only('2001:DB8:0:0:1::1', '::ffff:192.0.2.0/120', '2001:db8:0:0:1::/80'), watch: true });
    const ranges = (await stateOf(anna)).entries.map(({ range }: { range: string }) => range);
    expect(ranges).toEqual(['2001:db8::1:0:0:1', '192.0.2.0/24', '2001:db8:0:0:1::/80']);
  });

  test('twice, without an address at all, or the hundred-and-first is refused', async () => {
    const anna = await owner();
    const twice = await anna.post(PAGE, only(HOME, '198.51.100.020', `${HOME}/32`));
    expect(twice.json.errors.map(({ field, code }: Record<string, string>) => [field, code])).toEqual([
      ['entries.1.range', 'not-an-address'],
      ['entries.2.range', 'twice'],
    ]);
    expect((await anna.post(PAGE, { entries: [] })).json.errors).toMatchObject([
      { field: 'entries', code: 'required' },
    ]);
    const many = Array.from({ length: 101 }, (_, index) => `192.0.2.${index}`);
    expect((await anna.post(PAGE, only(...many))).json.errors).toMatchObject([{ field: 'entries', code: 'too-many' }]);
    expect((await anna.post(PAGE, only(...many.slice(0, 99), HOME))).status).toBe(200);
  });

  test('of a day that is over or none, and a label that could pose as something else, are refused', async () => {
    const anna = await owner();
    const answer = await anna.post(PAGE, {
      entries: [
        { range: HOME, until: '2020-01-01' },
        { range: '192.0.2.1', until: '2026-02-30' },
        { range: '192.0.2.2', label: 'a\u202eb' },
        { range: '192.0.2.3', label: 'x'.repeat(61) },
      ],
    });
    expect(answer.json.errors.map(({ field, code }: Record<string, string>) => [field, code])).toEqual([
      ['entries.0.until', 'day-past'],
      ['entries.1.until', 'day-invalid'],
      ['entries.2.label', 'label-invalid'],
      ['entries.3.label', 'too-long'],
    ]);
  });

  test('is explained on the page, at its field, with everything that was typed', async () => {
    const anna = await owner();
    const page = await anna.form(`${PAGE}/check`, { 'range-0': '192.0.2.7/24', 'label-0': 'Office', 'range-1': '' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('value="192.0.2.7/24"');
    expect(page.text).toContain('value="Office"');
    expect(page.text).toContain('192.0.2.0/24');
  });
});

describe('before it counts', () => {
  test('the list is played through the owner’s own sign-ins', async () => {
    const anna = await house.customer({ address: HOME });
    for (const address of [HOME, HOME, '2001:db8:7:1::1', '2001:db8:7:1::2', AWAY]) {
      anna.address = address;
      await anna.elsewhere().signIn();
    }
    anna.address = HOME;
    await anna.signIn();
    const check = (await anna.post(`${PAGE}/check`, only(HOME, '2001:db8:7:1::1'))).json;
    expect(check).toMatchObject({ total: 6, refused: 2, isHere: true, lacksFamily: false });
    expect(check.groups).toMatchObject([
      { prefixes: ['203.0.113.0/24'], count: 1, kind: 'network' },
      { prefixes: ['2001:db8:7:1::/64'], count: 1, addresses: ['2001:db8:7:1::2'], kind: 'changing' },
    ]);
    expect(check.proposals).toMatchObject([
      { range: AWAY, reason: 'address', count: 1 },
      { range: '2001:db8:7:1::/64', reason: 'line', count: 1 },
    ]);
    const page = await anna.form(`${PAGE}/check`, { 'range-0': HOME, 'range-1': '2001:db8:7:1::1' });
    expect(page.status).toBe(200);
    expect(page.text).toContain('2 of 6 would have been refused: one other network, one changing address.');
    expect(page.text).toContain('<svg');
    // One click more, and a proposal is on the list that is checked.
    const added = await anna.form(`${PAGE}/check`, { 'range-0': HOME, add: '2001:db8:7:1::/64' });
    expect(added.text).toContain('value="2001:db8:7:1::/64"');
    expect(await stateOf(anna)).toMatchObject({ state: 'off' });
  });

  test('an address that changes, the other kind of address, a wide entry and an overlap are pointed out', async () => {
    const anna = await house.customer({ address: HOME });
    for (const address of ['198.51.100.31', '198.51.100.32', '2001:db8::5', HOME]) {
      anna.address = address;
      await anna.signIn();
    }
    const check = (await anna.post(`${PAGE}/check`, only(HOME, '10.0.0.0/8', '10.1.0.0/16'))).json;
    expect(check).toMatchObject({
      changing: [{ count: 3 }],
      lacksFamily: true,
      wide: ['10.0.0.0/8'],
      overlaps: [{ inner: '10.1.0.0/16', outer: '10.0.0.0/8' }],
    });
  });

  test('sign-ins of the last 90 days count, and no older ones', async () => {
    const anna = await house.customer({ address: AWAY });
    await anna.signIn();
    house.clock.advance(89 * DAY);
    anna.address = HOME;
    await anna.signIn();
    const check = async () => (await anna.post(`${PAGE}/check`, only(HOME))).json;
    expect(await check()).toMatchObject({ total: 2, refused: 1 });
    house.clock.advance(DAY + MINUTE);
    await anna.signIn();
    // The old sign-in is still there: no clean-up has run.
    const kept = await house.database.pool.query(
      `select 1 from login_events e join users u on u.id = e.user_id where u.email = $1 and e.address = $2 and e.kind = 'sign-in'`,
      [anna.email, AWAY],
    );
    expect(kept.rowCount).toBe(1);
    expect(await check()).toMatchObject({ total: 2, refused: 0, groups: [], proposals: [] });
  });

  test('of several lines of one operator the range around them is proposed, unless that is wide', async () => {
    const anna = await house.customer({ address: HOME });
    // Two lines of one operator near each other, two of another one far apart; IPv6 is a line of its own.
    const near = ['92.184.100.3', '92.184.112.9', '92.184.112.10'];
    const far = ['37.166.1.1', '37.166.1.2', '37.167.9.9'];
    for (const address of [...near, ...far, '2a01:cb00:1:2::1', HOME]) {
      anna.address = address;
      await anna.elsewhere().signIn();
    }
    await anna.signIn();
    const check = async (...ranges: string[]) => (await anna.post(`${PAGE}/check`, only(HOME, ...ranges))).json;
    const { proposals } = await check();
    expect(proposals).toHaveLength(4);
    expect(proposals).toEqual(
      expect.arrayContaining([
        { range: '92.184.96.0/19', reason: 'operator', network: 'Orange S.A.', count: 3 },
        { range: '37.166.1.0/24', reason: 'line', network: 'Free Mobile SAS', count: 2 },
        { range: '37.167.9.9', reason: 'address', network: 'Free Mobile SAS', count: 1 },
        { range: '2a01:cb00:1:2::/64', reason: 'line', network: 'Orange S.A.', count: 1 },
      ]),
    );
    expect([(await check()).refused, (await check('92.184.96.0/19')).refused]).toEqual([7, 4]);
    const page = await anna.form(`${PAGE}/check`, { 'range-0': HOME });
    expect(page.text).toContain('the range of Orange S.A. that you came from: lets in 3 of them');
  });

  test('it can be watched for a week: nobody is refused, and the page shows who would have been', async () => {
    const anna = await owner();
    expect((await anna.post(PAGE, { ...only('198.51.100.0/24'), watch: true })).json).toMatchObject({
      state: 'watching',
    });
    const away = anna.elsewhere({ address: AWAY });
    expect((await away.signIn()).status).toBe(200);
    await anna.signIn();
    expect((await stateOf(anna)).watch).toMatchObject({ total: 2, refused: 1 });
    expect((await anna.post(`${PAGE}/stop-watching`)).status).toBe(200);
    expect(await stateOf(anna)).toMatchObject({ state: 'off', watch: null });
    // It protected nothing, so nobody is alarmed.
    expect((await house.mailsTo(anna.email)).filter(({ subject }) => /IP restriction/.test(subject))).toEqual([]);
  });
});

describe('the page', () => {
  test('says in plain words what static and dynamic mean, in both languages', async () => {
    const anna = await owner();
    const english = (await anna.page(PAGE)).text;
    expect(english).toContain('A static address stays the same for years.');
    expect(english).toContain('A dynamic address changes by itself: after a night, or when the router restarts.');
    await anna.post('/personal-information', { name: 'Anna', locale: 'fr', timeZone: 'UTC' });
    const french = (await anna.page(PAGE)).text;
    expect(french).toContain('fixe');
    expect(french).toContain('dynamique');
  });

  test('offers whoever has no backup codes a set, and that turns no two-factor on', async () => {
    const anna = await owner();
    const offer = 'action="/security/two-factor/backup-codes"';
    expect((await anna.page(PAGE)).text).toContain(offer);
    const made = await anna.post('/security/two-factor/backup-codes');
    expect([made.status, made.json.backupCodes.length]).toEqual([201, 10]);
    expect((await anna.post('/security/two-factor/backup-codes/saved')).status).toBe(200);
    expect((await anna.page(PAGE)).text).not.toContain(offer);
    expect((await anna.get('/security/two-factor')).json).toMatchObject({ enabled: false });
    // The password alone still signs in, in a browser that nobody has seen.
    const elsewhere = anna.elsewhere();
    expect((await elsewhere.signIn()).status).toBe(200);
    expect((await elsewhere.get('/session')).status).toBe(200);
  });
});

describe('whoever is refused', () => {
  test('after the right password is known to the owner by mail and history, and learns nothing of the list', async () => {
    const anna = await restricted('198.51.100.0/24');
    const thief = anna.elsewhere({ address: AWAY });
    const answer = await thief.signIn();
    expect(answer).toMatchObject(refusedHere);
    expect(answer.text).not.toContain('198.51.100');
    expect(answer.headers.getSetCookie().join()).not.toContain('session=');
    const mail = (await house.mailsTo(anna.email)).findLast(({ text }) => text.includes('/not-me/'));
    expect(mail?.subject).toBe('Your password was used outside your IP list');
    expect(mail?.text).toContain(AWAY);
    expect(mail?.text).not.toContain('198.51.100');
    expect(await historyOf(anna)).toContainEqual(
      expect.objectContaining({ kind: 'sign-in', cause: 'address-not-allowed', address: AWAY }),
    );
  });

  test('in a live session is noted once for each address and hour', async () => {
    const anna = await restricted('198.51.100.0/24');
    anna.address = AWAY;
    for (let n = 0; n < 5; n++) await anna.get('/session');
    anna.address = '203.0.113.10';
    await anna.page('/security');
    anna.address = HOME;
    const notes = (await historyOf(anna)).filter(({ kind }) => kind === 'session-elsewhere');
    expect(notes.map(({ address, cause }) => [address, cause])).toEqual([
      ['203.0.113.10', 'address-not-allowed'],
      [AWAY, 'address-not-allowed'],
    ]);
  });

  test('can leave from anywhere, and reads the pages that are for everybody as nobody', async () => {
    const anna = await restricted('198.51.100.0/24');
    anna.address = AWAY;
    const guide = await anna.page('/guide');
    expect(guide.status).toBe(200);
    expect(guide.text).not.toContain(anna.email);
    const page = await anna.page('/security');
    expect([page.status, page.text.includes('/recovery?lost=address')]).toEqual([401, true]);
    expect(page.text).not.toContain(anna.email);
    expect((await anna.post('/sign-out')).status).toBe(204);
    anna.address = HOME;
    expect((await anna.get('/session')).status).toBe(401);
  });
});
