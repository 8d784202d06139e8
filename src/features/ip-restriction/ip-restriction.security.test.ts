/*
 * A thief has what opens the account: the password, or a stolen session cookie. The owner has said that it works from the
 * office alone. The thief sends headers that claim the office, carries the session to every door, edits the list with a
 * session that is still fresh, races the deadline, turns the clock, and waits for a restart. The owner, for their part,
 * must never be the one who stays outside.
 */
import { describe, expect, test } from 'vitest';
import { addressOf, bodyFor } from '../../../test/door-bodies.ts';
import { openHouse } from '../../../test/house.ts';
import { linkIn } from '../../../test/link-in.ts';
import { readTables } from '../../../test/read-tables.ts';
import type { Answer, Visitor } from '../../../test/visitor.ts';
import { MINUTE } from '../../foundations/clock.ts';

const house = await openHouse();
const PAGE = '/security/ip-restriction';
const OFFICE = '198.51.100.20';
const THIEF = '203.0.113.9';

const only = (...ranges: string[]) => ({ entries: ranges.map((range) => ({ range })) });
const isRefused = (answer: Answer) => answer.status === 401 && /\/address-not-allowed$/.test(answer.json?.type ?? '');

async function signedIn(options: { address?: string } = {}): Promise<Visitor> {
  const visitor = await house.customer({ address: OFFICE, ...options });
  expect((await visitor.signIn()).status).toBe(200);
  house.clock.advance(1000);
  return visitor;
}

async function prove(visitor: Visitor): Promise<void> {
  house.clock.advance(1000);
  expect((await visitor.post('/step-up', { method: 'password', password: visitor.password })).status).toBe(200);
}

async function restricted(...ranges: string[]): Promise<Visitor> {
  const visitor = await signedIn();
  const list = ranges.length > 0 ? ranges : ['198.51.100.0/24'];
  expect((await visitor.post(PAGE, only(...list))).status).toBe(200);
  await prove(visitor);
  expect((await visitor.post(`${PAGE}/confirm`)).json).toEqual({ state: 'active' });
  return visitor;
}

/** The owner's session cookie in the thief's browser. */
function stolen(owner: Visitor, address = THIEF): Visitor {
  const thief = owner.elsewhere({ address });
  for (const [name, value] of owner.cookies) thief.cookies.set(name, value);
  return thief;
}

describe('a stolen session, carried to another address', () => {
  test('is shut at every door behind the sign-in, in both faces, and nothing changes behind it (IP-5)', async () => {
    const owner = await restricted();
    const thief = stolen(owner);
    // The first refusal is noted; the others are the same address in the same hour.
    expect(isRefused(await thief.get('/session'))).toBe(true);
    const before = await readTables(house.database);
    const doors = house.parts.routes.filter(({ guardName }) => guardName.startsWith('signed in: '));
    expect(doors.length).toBeGreaterThan(40);
    for (const { method, path } of doors) {
      const name = `${method} ${path}`;
      const body = method === 'POST' ? bodyFor(name, owner) : undefined;
      const answer = await thief.send(method, addressOf(path), body);
      expect([answer.status, answer.json?.type], name).toEqual([401, expect.stringMatching(/\/address-not-allowed$/)]);
      const page = await thief.send(method, addressOf(path), body, { accept: 'text/html' });
      expect(page.status, name).toBe(401);
      for (const secret of [owner.email, '198.51.100', owner.name]) expect(page.text, name).not.toContain(secret);
    }
    const after = await readTables(house.database);
    for (const tables of [before, after]) tables.delete('public.rate_limits');
    expect(after).toEqual(before);
    // Frozen, not ended: the owner notices nothing.
    expect((await owner.get('/session')).status).toBe(200);
  });

  test('is nobody at the doors for everybody', async () => {
    const owner = await restricted();
    const thief = stolen(owner);
    for (const path of ['/', '/guide', '/sign-in', '/check-mail']) {
      const page = await thief.page(path);
      expect(page.text, path).not.toContain(owner.email);
      expect(page.headers.get('location') ?? '', path).not.toContain('/security');
    }
    await thief.post('/preferences', { locale: 'fr', theme: 'dark', return: '/guide' });
    expect((await owner.page('/security')).text).toContain('lang="en"');
  });

  test('does not live longer for being tried: it is not seen, and idles to its end', async () => {
    const owner = await restricted();
    const thief = stolen(owner);
    for (let n = 0; n < 7; n++) {
      house.clock.advance(10 * MINUTE);
      expect(isRefused(await thief.get('/session'))).toBe(true);
      if (n === 5) break;
    }
    house.clock.advance(MINUTE);
    expect((await owner.get('/session')).status).toBe(401);
  });

  test('fills no disk: of any number of addresses, thirty lines an hour', async () => {
    const owner = await restricted();
    const thief = stolen(owner);
    for (let n = 0; n < 60; n++) {
      thief.address = `2001:db8:66::${n.toString(16)}`;
      await thief.get('/session');
    }
    const { rows } = await house.database.pool.query(
      `select count(*) as lines from login_events e join users u on u.id = e.user_id
        where u.email = $1 and e.kind = 'session-elsewhere'`,
      [owner.email],
    );
    expect(rows[0].lines).toBe(30);
  });
});

describe('an address that is only claimed', () => {
  const claims = [
    ['x-forwarded-for', OFFICE],
    ['x-forwarded-for', `${OFFICE}, ${OFFICE}`],
    ['forwarded', `for=${OFFICE}`],
    ['x-real-ip', OFFICE],
    ['client-ip', OFFICE],
    ['true-client-ip', OFFICE],
    ['cf-connecting-ip', OFFICE],
    ['x-client-ip', OFFICE],
    ['x-originating-ip', OFFICE],
  ] as const;

  test.each(claims)('by a direct client in %s: %s opens nothing (IP-1)', async (header, value) => {
    const owner = await restricted();
    const thief = stolen(owner);
    thief.peer = THIEF;
    for (const answer of [
      await thief.get('/session', { [header]: value }),
      await thief.send('POST', '/sign-in', { email: owner.email, password: owner.password }, { [header]: value }),
    ]) {
      expect(isRefused(answer)).toBe(true);
    }
  });

  test('by a client behind our proxy stands to the left of what the proxy saw', async () => {
    const owner = await restricted();
    const thief = stolen(owner);
    for (const header of [`${OFFICE}, ${THIEF}`, `${OFFICE}, ${OFFICE}, ${THIEF}`, `${OFFICE},, ${THIEF}`]) {
      expect(isRefused(await thief.get('/session', { 'x-forwarded-for': header })), header).toBe(true);
    }
    const answer = await thief.get('/session', {
      'x-forwarded-for': THIEF,
      forwarded: `for=${OFFICE}`,
      'x-real-ip': OFFICE,
    });
    expect(isRefused(answer)).toBe(true);
  });

  test('that cannot be told is on no list (IP-2)', async () => {
    const owner = await restricted('0.0.0.0/0', '::/0');
    const odd = ['unknown', '_hidden', 'not an address', `${OFFICE} x`, '198.51.100.020', `${OFFICE}%eth0`];
    for (const header of odd) {
      expect(isRefused(await owner.get('/session', { 'x-forwarded-for': header })), header).toBe(true);
      const visitor = owner.elsewhere();
      const answer = await visitor.send(
        'POST',
        '/sign-in',
        { email: owner.email, password: owner.password },
        { 'x-forwarded-for': header },
      );
      expect(isRefused(answer), header).toBe(true);
    }
    owner.peer = '';
    expect(isRefused(await owner.get('/session'))).toBe(true);
  });

  test('in another spelling is the same address, in and out', async () => {
    const owner = await restricted('198.51.100.20', '2001:db8:0:7::/64');
    for (const address of ['::ffff:198.51.100.20', '::FFFF:c633:6414', '2001:DB8:0000:7::1', '2001:db8:0:7:ffff::']) {
      expect((await owner.get('/session', { 'x-forwarded-for': address })).status, address).toBe(200);
    }
    for (const address of ['::ffff:198.51.100.21', '::198.51.100.20', '2001:db8:0:8::', '64:ff9b::198.51.100.20']) {
      expect(isRefused(await owner.get('/session', { 'x-forwarded-for': address })), address).toBe(true);
    }
  });
});

describe('the refusal', () => {
  test('comes after every proof alone: a wrong password from outside is a wrong password', async () => {
    const [owner, other] = [await restricted(), await signedIn()];
    const wrong = async (visitor: Visitor) => {
      const answer = await visitor.elsewhere({ address: THIEF }).signIn('not the password at all');
      return [answer.status, answer.json.type, answer.json.title, answer.json.detail];
    };
    expect(await wrong(owner)).toEqual(await wrong(other));
    const unknown = house.visitor({ address: THIEF });
    expect(await wrong(unknown)).toEqual(await wrong(owner));
  });

  test('leaves no session, no device, no cookie of value', async () => {
    const owner = await restricted();
    const thief = owner.elsewhere({ address: THIEF });
    const before = await readTables(house.database);
    const answer = await thief.signIn();
    expect(isRefused(answer)).toBe(true);
    expect([...thief.cookies.keys()]).toEqual(['browser']);
    const after = await readTables(house.database);
    for (const table of ['public.sessions', 'public.known_devices', 'public.pending_sign_ins']) {
      expect(after.get(table), table).toEqual(before.get(table));
    }
  });

  test('costs the owner no more than a folded mail, however often the thief tries', async () => {
    const owner = await restricted();
    for (let n = 0; n < 40; n++) await owner.elsewhere({ address: `203.0.113.${n}` }).signIn();
    const mails = (await house.mailsTo(owner.email)).filter(({ subject }) => /outside your IP list/.test(subject));
    expect(mails.length).toBeGreaterThan(0);
    expect(mails.length).toBeLessThanOrEqual(20);
  });
});

describe('a list set by a thief', () => {
  test('with a fresh session, for the thief alone, takes itself back: the owner’s list is never lost', async () => {
    const owner = await restricted();
    const thief = stolen(owner, OFFICE);
    await thief.post(PAGE, { ...only(THIEF), confirmLockout: true });
    expect(isRefused(await owner.get('/session'))).toBe(true);
    house.clock.advance(15 * MINUTE);
    expect((await owner.get('/session')).status).toBe(200);
    expect(isRefused(await owner.elsewhere({ address: THIEF }).signIn())).toBe(true);
  });

  test('is not confirmed by the session that set it, nor by any other that was there before', async () => {
    const owner = await restricted();
    const other = owner.elsewhere();
    await other.signIn();
    house.clock.advance(1000);
    await owner.post(PAGE, only(OFFICE));
    for (const session of [owner, other, stolen(owner, OFFICE)]) {
      const answer = await session.post(`${PAGE}/confirm`);
      expect([answer.status, answer.json.type]).toEqual([403, expect.stringMatching(/step-up-required$/)]);
    }
  });

  test('with the password too, is told to the owner, who stops and undoes it from outside the list', async () => {
    const owner = await restricted();
    const thief = owner.elsewhere();
    await thief.signIn();
    house.clock.advance(8 * 24 * 60 * MINUTE);
    await thief.signIn();
    house.clock.advance(1000);
    await thief.post(PAGE, { ...only(THIEF), confirmLockout: true });
    thief.address = THIEF;
    house.clock.advance(1000);
    expect((await thief.signIn()).status).toBe(200);
    expect((await thief.post(`${PAGE}/confirm`)).json).toEqual({ state: 'active' });
    const mail = (await house.mailsTo(owner.email)).findLast(({ subject }) => subject.startsWith('New IP restriction'));
    expect(mail?.text).not.toContain('203.0.113.9/');
    const link = linkIn(mail, '/objections/');
    const browser = owner.elsewhere({ address: '192.0.2.77' });
    expect((await browser.post(link)).json).toMatchObject({ state: 'frozen' });
    expect((await thief.get('/session')).status).toBe(401);
    const undone = await browser.post(`${link}/undo`, { method: 'password', password: owner.password });
    expect(undone.json, undone.text).toEqual({ state: 'undone' });
    // The list of before counts again, at once.
    expect(isRefused(await thief.signIn())).toBe(true);
    expect((await owner.elsewhere().signIn()).status).toBe(200);
  });

  test('cannot be kept while an objection has stopped changes', async () => {
    const owner = await restricted();
    const thief = owner.elsewhere();
    await thief.signIn();
    house.clock.advance(1000);
    await thief.post(PAGE, only(OFFICE, THIEF));
    const mail = (await house.mailsTo(owner.email)).findLast(({ subject }) => subject.startsWith('New IP restriction'));
    expect((await owner.elsewhere().post(linkIn(mail, '/objections/'))).status).toBe(200);
    house.clock.advance(1000);
    await thief.signIn();
    const answer = await thief.post(`${PAGE}/confirm`);
    expect(answer.json.type).toMatch(/changes-frozen$/);
    house.clock.advance(15 * MINUTE);
    expect(isRefused(await owner.elsewhere({ address: THIEF }).signIn())).toBe(true);
  });

  test('removed by a thief is mailed at once, with a link that brings it back', async () => {
    const owner = await restricted();
    await stolen(owner, OFFICE).post(`${PAGE}/remove`);
    const mail = (await house.mailsTo(owner.email)).findLast(({ subject }) => /turned off/.test(subject));
    const link = linkIn(mail, '/objections/');
    const browser = owner.elsewhere({ address: '192.0.2.77' });
    const undone = await browser.post(`${link}/undo`, { method: 'password', password: owner.password });
    expect(undone.json, undone.text).toEqual({ state: 'undone' });
    expect(isRefused(await owner.elsewhere({ address: THIEF }).signIn())).toBe(true);
  });

  test('is somebody else’s business for nobody: no field names another user', async () => {
    const [owner, thief] = [await restricted(), await signedIn({ address: THIEF })];
    for (const field of ['userId', 'owner', 'user', 'id', 'owner_id']) {
      expect((await thief.post(PAGE, { ...only(THIEF), [field]: 'usr_1' })).status, field).toBe(422);
    }
    expect((await thief.post(PAGE, { entries: [{ range: THIEF, addedBy: 'usr_1' }] })).status).toBe(422);
    expect((await thief.post(PAGE, only(THIEF))).status).toBe(200);
    expect(isRefused(await owner.elsewhere({ address: THIEF }).signIn())).toBe(true);
  });
});

describe('the deadline', () => {
  test('against a confirmation at the same moment has one winner', async () => {
    const owner = await signedIn();
    await owner.post(PAGE, only(OFFICE));
    const browsers = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const browser = owner.elsewhere();
        house.clock.advance(100);
        await browser.signIn();
        return browser;
      }),
    );
    const { rows } = await house.database.pool.query<{ reverts_at: Date }>(
      `select reverts_at from address_restrictions r join users u on u.id = r.owner_id where u.email = $1`,
      [owner.email],
    );
    const revertsAt = rows[0]?.reverts_at.getTime() ?? 0;
    house.clock.advance(revertsAt - 1 - house.clock.now().getTime());
    const answers = Promise.all(browsers.map((browser) => browser.post(`${PAGE}/confirm`)));
    house.clock.advance(1);
    const statuses = (await answers).map(({ status }) => status);
    await house.parts.jobs.runPending();
    const state = (await owner.get(PAGE)).json;
    if (statuses.includes(200)) expect(state).toMatchObject({ state: 'active', reverted: false });
    else expect(state).toMatchObject({ state: 'off', reverted: true });
    const kinds = (await owner.get('/security/login-history')).json.events.map(({ kind }: { kind: string }) => kind);
    const ends = kinds.filter((kind: string) => /^ip-restriction-(confirmed|reverted)$/.test(kind));
    expect(ends).toHaveLength(1);
  });

  test('is data: another node and a restarted one keep it, whether or not a job runs', async () => {
    const owner = await signedIn();
    await owner.post(PAGE, { ...only(THIEF), confirmLockout: true });
    const restarted = house.visitorAfterRestart({ address: OFFICE });
    for (const [name, value] of owner.cookies) restarted.cookies.set(name, value);
    expect(isRefused(await restarted.get('/session'))).toBe(true);
    house.clock.advance(15 * MINUTE);
    expect((await restarted.get('/session')).status).toBe(200);
  });

  test('survives a clock that goes back: the list of then never becomes the confirmed one', async () => {
    const owner = await restricted();
    await owner.post(PAGE, { ...only(THIEF), confirmLockout: true });
    house.clock.advance(15 * MINUTE);
    expect((await owner.get('/session')).status).toBe(200);
    await house.parts.jobs.runPending();
    house.clock.advance(-10 * MINUTE);
    // It was settled: an older clock does not bring it back.
    expect((await owner.get('/session')).status).toBe(200);
    house.clock.advance(10 * MINUTE);
  });

  test('of a job that comes early is waited for', async () => {
    const owner = await signedIn();
    await owner.post(PAGE, only(OFFICE));
    house.clock.advance(15 * MINUTE);
    const early = house.parts.jobs.runPending();
    house.clock.advance(-1000);
    await early;
    house.clock.advance(1000);
    await house.parts.jobs.runPending();
    expect((await owner.get(PAGE)).json).toMatchObject({ state: 'off', reverted: true });
  });

  test('a change on one node counts on all others with the next request', async () => {
    const owner = await restricted('198.51.100.0/24');
    const elsewhere = house.visitorAfterRestart({ address: '198.51.100.99' });
    for (const [name, value] of owner.cookies) elsewhere.cookies.set(name, value);
    expect((await elsewhere.get('/session')).status).toBe(200);
    await owner.post(PAGE, only(OFFICE));
    expect(isRefused(await elsewhere.get('/session'))).toBe(true);
    await owner.post(`${PAGE}/remove`);
    expect((await elsewhere.get('/session')).status).toBe(200);
  });
});

describe('whatever goes wrong while a list is asked', () => {
  test.each(['nonsense', '198.51.100.0/40', ''])('an entry “%s” in the database refuses everybody', async (range) => {
    const owner = await restricted('198.51.100.0/24', '192.0.2.1');
    await house.database.pool.query(
      `update address_list_entries set range = $2 where range = '192.0.2.1' and added_by =
         (select id from users where email = $1)`,
      [owner.email, range],
    );
    const fresh = house.visitorAfterRestart({ address: OFFICE });
    for (const [name, value] of owner.cookies) fresh.cookies.set(name, value);
    expect(isRefused(await fresh.get('/session'))).toBe(true);
    expect((await house.visitorAfterRestart({ ...owner, address: OFFICE }).signIn()).status).toBe(401);
  });

  test('a list whose entries are gone refuses everybody', async () => {
    const owner = await restricted('198.51.100.0/24');
    await house.database.pool.query(
      'delete from address_list_entries where added_by = (select id from users where email = $1)',
      [owner.email],
    );
    const fresh = house.visitorAfterRestart({ address: OFFICE });
    for (const [name, value] of owner.cookies) fresh.cookies.set(name, value);
    expect(isRefused(await fresh.get('/session'))).toBe(true);
  });
});

test('the operator’s way back opens every address, and the owner reads of it', async () => {
  const owner = await restricted();
  expect(await house.parts.operator.clearIpRestriction(owner.email)).toBe('done');
  expect(await house.parts.operator.clearIpRestriction(owner.email)).toBe('unchanged');
  owner.address = THIEF;
  expect((await owner.signIn()).status).toBe(200);
  const kinds = (await owner.get('/security/login-history')).json.events.map(({ kind }: { kind: string }) => kind);
  expect(kinds).toContain('ip-restriction-cleared-by-operator');
  expect(
    (await house.mailsTo(owner.email)).some(({ subject }) => /IP restriction of .* was cleared/.test(subject)),
  ).toBe(true);
});
