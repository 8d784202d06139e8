/*
 * The attacker cannot see the victim's login history, but can write into it: a browser that calls itself a formula, an
 * address tried a thousand times. When the victim opens the exported file in a spreadsheet, the formula is to run. Somebody
 * else holds the victim's session and wants the file, for the addresses in it (LH-5, SU-1).
 */
import { expect, test } from 'vitest';
import { openHouse } from '../../../test/house.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { exportHistory } from './export-history.ts';
import { words } from './words.ts';

const house = await openHouse();
const EXPORT = '/security/login-history/export';

async function signedIn(): Promise<Visitor> {
  const visitor = await house.customer();
  expect((await visitor.signIn()).status).toBe(200);
  return visitor;
}

/** Quoted cells alone are read: anything else in the text is a mistake. */
function readCsv(text: string): string[][] {
  const lines = text.split('\r\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => {
    expect(line).toMatch(/^"(?:[^"]|"")*"(?:,"(?:[^"]|"")*")*$/);
    return [...line.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell.replaceAll('""', '"'));
  });
}

async function insertEvents(email: string, count: number, browser: string): Promise<void> {
  await house.database.pool.query(
    `insert into login_events (id, at, last_at, user_id, kind, outcome, cause, methods, address, prefix, network, browser)
     select 'evt_' || substr(md5(random()::text || n), 1, 30), $2::timestamptz - n * interval '1 second', $2::timestamptz, u.id, 'sign-in', 'failure',
            'wrong-password', '{password}', '192.0.2.' || n % 250, '192.0.2.0/24', $4, $4
       from users u, generate_series(1, $3::int) n where u.email = $1`,
    [email, house.clock.now(), count, browser],
  );
}

test('a formula from a hostile browser is text in the file', async () => {
  const anna = await signedIn();
  for (const [n, formula] of [
    '=HYPERLINK("http://evil.example","x")',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tx',
    '＝1',
  ].entries()) {
    await house.database.pool.query("delete from login_events where kind = 'sign-in' and outcome = 'failure'");
    await insertEvents(anna.email, 1, formula);
    const { text } = await anna.post(EXPORT, { outcome: 'failure' });
    const [, row] = readCsv(text);
    expect(
      row?.filter((cell) => cell === `'${formula}`),
      String(n),
    ).toHaveLength(2);
  }
});

test('the file holds every line once, newest first, also beyond a page, and nobody else’s', async () => {
  const [anna, eve] = [await signedIn(), await signedIn()];
  await insertEvents(anna.email, 1203, 'Firefox');
  await house.database.pool.query(
    "update login_events set id = replace(id, 'evt_0', 'evt_1') where browser = 'Firefox'",
  );
  await insertEvents(eve.email, 1, 'EVE');
  const answer = await anna.post(EXPORT);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="login-history-\d{4}-\d\d-\d\d\.csv"$/,
  );
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const [head, ...rows] = readCsv(answer.text);
  const ids = rows.map((row) => row.at(-1));
  expect(new Set(ids).size).toBe(rows.length);
  expect(rows.length).toBeGreaterThan(1203);
  const times = rows.map(([at = '']) => Date.parse(at));
  expect(times).toEqual(times.toSorted((one, other) => other - one));
  expect(rows.every((row) => row.length === head?.length)).toBe(true);
  expect(answer.text).not.toContain('EVE');
  expect(answer.text).not.toContain(eve.address);
});

test('the filter of the page holds for the file, and what is not one is refused at its field', async () => {
  const anna = await signedIn();
  await anna.elsewhere().signIn('not the password at all');
  const [, ...failures] = readCsv((await anna.post(EXPORT, { outcome: 'failure' })).text);
  expect(failures.map(([, , outcome]) => outcome)).toEqual(['Failed']);
  const none = await anna.post(EXPORT, { from: '2001-01-01', to: '2001-01-02' });
  expect(readCsv(none.text)).toHaveLength(1);
  const refused = await anna.post(EXPORT, { from: 'yesterday', user: 'usr_1' });
  expect(refused.status).toBe(422);
});

test('there is no secret in the file, and the owner sees that it was taken', async () => {
  const anna = await signedIn();
  const { text } = await anna.post(EXPORT);
  for (const secret of [anna.password, ...anna.cookies.values()]) expect(text).not.toContain(secret);
  const { events } = (await anna.get('/security/login-history')).json;
  expect(events[0]).toMatchObject({ kind: 'history-exported', outcome: 'success', address: anna.address });
});

test('the file speaks the language of its reader', async () => {
  const anna = await signedIn();
  await anna.post('/personal-information', { name: 'Anna', locale: 'fr', timeZone: 'Europe/Paris' });
  const [head] = readCsv((await anna.post(EXPORT)).text);
  expect(head?.slice(0, 2)).toEqual(['Date (UTC)', 'Événement']);
});

const query = { userId: 'usr_1', outcome: null, from: null, to: null, locale: 'en' } as const;

test('a spreadsheet is told that the file is UTF-8', async () => {
  const stream = await exportHistory(async () => ({ events: [], next: null }), query, words('fr'));
  const bytes = await new Response(stream).bytes();
  expect([...bytes.slice(0, 4)]).toEqual([0xef, 0xbb, 0xbf, 0x22]);
});

test('a database that goes away in the midst of it breaks the file off instead of ending it', async () => {
  const page = { events: [], next: Buffer.from(`1 evt_${'0'.repeat(26)}`).toString('base64url') };
  let pages = 0;
  const list = async () => {
    pages += 1;
    if (pages > 2) throw new Error('away');
    return page;
  };
  const stream = await exportHistory(list, query, words('en'));
  await expect(new Response(stream).text()).rejects.toThrow('away');
  pages = 2;
  await expect(exportHistory(list, query, words('en'))).rejects.toThrow('away');
});
