/*
 * A thief has somebody's session, or a copy of the database, or just their address, and wants the one thing a forged mail
 * needs: the code. Another wants to set it, so that mails of ours carry a message of theirs. A third wants to find out the
 * password by offering it as a code.
 */
import { describe, expect, test } from 'vitest';
import { customerWithPhone, must, signInWithPhone } from '../../../test/authenticator-app.ts';
import { addressOf } from '../../../test/door-bodies.ts';
import { openHouse } from '../../../test/house.ts';
import { linkIn, tokenIn } from '../../../test/link-in.ts';
import { readTables } from '../../../test/read-tables.ts';
import type { Answer, Visitor } from '../../../test/visitor.ts';
import { DAY, MINUTE } from '../../foundations/clock.ts';
import { beginWaiting } from '../recovery/testing.ts';

const house = await openHouse({ keepLog: true });
const PATH = '/security/anti-phishing-code';
const CANARY = 'kestrel zinnia 4711';

async function signedIn(): Promise<Visitor> {
  const visitor = await house.customer();
  await visitor.signIn();
  return visitor;
}

/** Every way a text could be found again: as it is, in a URL, in bytes, in a header. */
function tracesOf(text: string): string[] {
  const bytes = Buffer.from(text);
  return [
    text,
    encodeURIComponent(text),
    text.replaceAll(' ', '+'),
    bytes.toString('hex'),
    bytes.toString('base64').slice(0, 20),
  ];
}
const holds = (text: string, phrase = CANARY) => tracesOf(phrase).some((trace) => text.includes(trace));

describe('the code is shown nowhere but in the mails and behind a fresh proof', () => {
  test('no page, no answer, no header, no log line and no table has it', async () => {
    const anna = await signedIn();
    expect((await anna.post(PATH, { phrase: CANARY })).status).toBe(200);
    house.clock.advance(11 * MINUTE);
    for (const { path } of house.parts.routes.filter(
      ({ method, path }) => method === 'GET' && !path.startsWith('/dev/'),
    )) {
      for (const accept of ['text/html', 'application/json']) {
        const answer = await anna.get(path.replace(/:\w+/g, 'x'), { accept });
        expect(holds(answer.text + JSON.stringify([...answer.headers])), path).toBe(false);
      }
    }
    expect(holds((await anna.post(`${PATH}/show`)).text)).toBe(false);
    await anna.post('/step-up', { method: 'password', password: anna.password });
    for (const path of ['/security/login-history/export', '/account/activity/export']) {
      const copy = await anna.post(path, path.startsWith('/account') ? { format: 'csv' } : {});
      expect([copy.status, holds(copy.text + JSON.stringify([...copy.headers]))], path).toEqual([200, false]);
    }
    const mails = await house.mailsTo(anna.email);
    expect(holds(JSON.stringify(mails.map(({ subject, headers, to }) => [subject, headers, to])))).toBe(false);
    expect(mails.some(({ text }) => holds(text))).toBe(true);
    for (const [table, rows] of await readTables(house.database)) expect(holds(rows), table).toBe(false);
    expect(holds(house.logged.join(''))).toBe(false);
  });

  test('nor has a page behind a link from a mail, whoever opens or uses it, nor any page for a stranger', async () => {
    const { visitor: anna, phone } = await customerWithPhone(house);
    house.clock.advance(8 * DAY);
    must(200, await signInWithPhone(anna, phone));
    must(200, await anna.post(PATH, { phrase: CANARY }));
    const newest = async (page: string, email = anna.email) =>
      (await house.mailsTo(email)).findLast(({ text }) => text.includes(page));
    await beginWaiting(house, anna.elsewhere());
    must(202, await anna.elsewhere().post('/forgot-password', { email: anna.email }));
    const inviter = await signedIn();
    must(200, await inviter.post(PATH, { phrase: CANARY }));
    must(201, await inviter.post('/account/invitations', { email: anna.email, role: 'auditor' }));
    must(201, await inviter.post('/account/invitations', { email: 'nobodys@elsewhere.test', role: 'auditor' }));
    const newcomer = house.visitor();
    must(202, await newcomer.signUp());
    const verify = tokenIn(await newest('/verify-address', newcomer.email), 'verify-address');
    const reset = tokenIn(await newest('/reset-password'), 'reset-password');
    const linkTo = async (page: `/${string}/`, email?: string) => linkIn(await newest(page, email), page);
    const [recovery, objection, notMe] = [
      await linkTo('/recovery/'),
      await linkTo('/objections/'),
      await linkTo('/not-me/'),
    ];
    const [invitation, foreign] = [
      await linkTo('/invitations/'),
      await linkTo('/invitations/', 'nobodys@elsewhere.test'),
    ];
    const password = 'nine grey otters sleeping';
    /** Every link that a mail can have, and what its page sends, in an order in which none voids a later one. */
    const links: [page: string, path: string, body: object][] = [
      [`/verify-address?token=${verify}`, '/verify-address', { token: verify, password: newcomer.password }],
      [foreign, `${foreign}/sign-up`, { password, name: 'x' }],
      [invitation, invitation, { accept: true }],
      [recovery, `${recovery}/stop`, {}],
      [`/reset-password?token=${reset}`, '/reset-password', { token: reset, password }],
      [objection, objection, {}],
      [notMe, notMe, {}],
    ];
    const stranger = house.visitor();
    const found: string[] = [];
    const look = ({ text, headers }: Answer, where: string) => {
      if (holds(text + JSON.stringify([...headers]))) found.push(where);
    };
    const pages = house.parts.routes
      .filter(({ method, path }) => method === 'GET' && !path.startsWith('/dev/'))
      .map(({ path }) => addressOf(path));
    for (const accept of ['text/html', 'application/json']) {
      for (const path of pages) look(await stranger.get(path, { accept }), `a stranger at ${path}`);
      for (const [page] of links) {
        for (const [who, reader] of Object.entries({ stranger, anna, inviter })) {
          const opened = await reader.get(page, { accept });
          // An invitation is shown to whom it was sent, and to no other user.
          if (!(page === invitation || page === foreign)) expect([page, who, opened.status]).toEqual([page, who, 200]);
          look(opened, `${who} opens ${page}`);
        }
      }
    }
    for (const [page, path, body] of links) {
      const reader = page === invitation ? anna : page === foreign ? house.visitor() : stranger;
      const used = await reader.post(path, body);
      expect([page, used.status >= 200 && used.status < 300]).toEqual([page, true]);
      look(used, `${path} is used`);
      look(
        await reader.form(path, Object.fromEntries(Object.entries(body).map(([name, value]) => [name, `${value}`]))),
        `${path} is used again`,
      );
      look(await reader.page(page), `${page} once more`);
    }
    expect(found).toEqual([]);
    expect(holds(house.logged.join(''))).toBe(false);
    for (const [table, rows] of await readTables(house.database)) expect(holds(rows), table).toBe(false);
  });

  test('a stolen session without a fresh proof neither sees, changes nor removes it', async () => {
    const anna = await signedIn();
    await anna.post(PATH, { phrase: CANARY });
    const { length } = await house.mailsTo(anna.email);
    house.clock.advance(11 * MINUTE);
    for (const [path, body] of [
      [PATH, { phrase: 'a phrase of the thief' }],
      [`${PATH}/show`, {}],
      [`${PATH}/remove`, {}],
    ] as const) {
      const refused = await anna.post(path, body);
      expect([refused.status, refused.json.type]).toEqual([403, expect.stringMatching(/step-up-required$/)]);
      const page = await anna.send('POST', path, body, { accept: 'text/html' });
      expect(holds(page.text) || holds(page.text, 'a phrase of the thief')).toBe(false);
    }
    expect(await house.mailsTo(anna.email)).toHaveLength(length);
    await anna.post('/step-up', { method: 'password', password: anna.password });
    expect((await anna.post(`${PATH}/show`)).json).toEqual({ phrase: CANARY });
  });

  test('nobody sees another’s', async () => {
    const [anna, eve] = [await signedIn(), await signedIn()];
    await anna.post(PATH, { phrase: CANARY });
    expect((await eve.post(`${PATH}/show`)).json).toEqual({ phrase: null });
    expect((await eve.post(`${PATH}/show`, { user_id: 'usr_x' })).status).toBe(422);
  });

  test('a sealed code moved to another’s row, or put back from before, opens nowhere: no mail goes out with it', async () => {
    const [anna, eve] = [await signedIn(), await signedIn()];
    await anna.post(PATH, { phrase: CANARY });
    await eve.post(PATH, { phrase: 'of eve alone 12' });
    const idOf = async (visitor: Visitor) => (await visitor.get('/session')).json.user.id;
    const [annaId, eveId] = [await idOf(anna), await idOf(eve)];
    const { rows } = await house.database.pool.query('select sealed from anti_phishing_codes where user_id = $1', [
      annaId,
    ]);
    await house.database.pool.query('update anti_phishing_codes set sealed = $2 where user_id = $1', [
      eveId,
      rows[0].sealed,
    ]);
    expect((await eve.post(`${PATH}/show`)).status).toBe(500);
    await anna.post(PATH, { phrase: 'velvet drum 88' });
    await house.database.pool.query('update anti_phishing_codes set sealed = $2 where user_id = $1', [
      annaId,
      rows[0].sealed,
    ]);
    const before = (await house.mailsTo(anna.email)).length;
    expect((await anna.post(`${PATH}/show`)).status).toBe(500);
    expect(await house.mailsTo(anna.email)).toHaveLength(before);
  });

  test('a mail to an address that is not proven has it not, whoever asked for it', async () => {
    const anna = await signedIn();
    await anna.post(PATH, { phrase: CANARY });
    const stranger = house.visitor();
    await stranger.signUp();
    for (const { text, html } of await house.mailsTo(stranger.email)) {
      expect(text + html).not.toContain('anti-phishing');
    }
    // The owner of the address is told that somebody tried, in a mail of their own: there it belongs.
    await stranger.post('/sign-up', { email: anna.email, password: stranger.password, name: 'x' });
    const told = (await house.mailsTo(anna.email)).at(-1);
    expect(holds(told?.text ?? '')).toBe(true);
  });
});

describe('the password', () => {
  test('is refused as a code, never shown again, and cannot be found out by offering many', async () => {
    const anna = await signedIn();
    const refused = await anna.form(PATH, { phrase: anna.password });
    expect(refused.status).toBe(422);
    expect(refused.text).not.toContain(anna.password);
    expect((await anna.post(PATH, { phrase: anna.password })).json.errors).toEqual([
      { field: 'phrase', code: 'password', message: expect.any(String) },
    ]);
    const statuses: number[] = [];
    for (let n = 0; n < 12; n++) statuses.push((await anna.post(PATH, { phrase: `guess of mine ${n}` })).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(8);
    expect(statuses.slice(-4)).toEqual([429, 429, 429, 429]);
    const waiting = await anna.post(PATH, { phrase: anna.password });
    expect([waiting.status, Number(waiting.headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect(waiting.text).not.toContain(anna.password);
    // A burst finds no more than that either, and what is another's is not counted.
    const ben = await signedIn();
    const burst = await Promise.all(
      Array.from({ length: 30 }, (_, n) => ben.post(PATH, { phrase: `burst ${n} of mine` })),
    );
    expect(burst.filter(({ status }) => status === 200)).toHaveLength(10);
  });
});

describe('whatever a code is made of', () => {
  const PHRASES = [
    'سلحفاة زرقاء ٤٢',
    '青いカワウソ42番',
    '\u200fמנורה ירוקה 42',
    `${'🦦🏮'.repeat(19)}🪁🪀`,
    '👨‍👩‍👧‍👦 & 👩🏽‍🚀 42',
    `it's "quoted" & (odd) 42`,
    '-- \\ $1 %s {brand} 42',
    `${'x'.repeat(19)} ${'wide'.repeat(5)}`,
  ];

  test.each(PHRASES)(
    '%s arrives intact in both parts, on a line of its own, and becomes neither markup nor header',
    async (phrase) => {
      const anna = await signedIn();
      expect((await anna.post(PATH, { phrase })).status).toBe(200);
      await anna.elsewhere().signIn();
      const mail = (await house.mailsTo(anna.email)).at(-1);
      expect(mail?.text.split('\n').filter((line) => line === phrase)).toHaveLength(1);
      const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
      const escaped = phrase.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
      expect(mail?.html.split(`>${escaped}</p>`)).toHaveLength(2);
      expect(mail?.html).toMatch(/dir="auto"/);
      expect(JSON.stringify([mail?.headers, mail?.subject])).not.toContain(phrase);
      const shown = await anna.form(`${PATH}/show`, {});
      expect(shown.text).toContain(`dir="auto">${escaped}</bdi>`);
    },
  );

  test('no mail program makes a link, a header or a way out of it', async () => {
    const anna = await signedIn();
    for (const phrase of [
      'call +33 1 at evil.example',
      'https://evil.example/x',
      '<a href=//evil.example>ok</a>',
      'ok\r\nBcc: eve@example.net',
      '\u202egro.elpmaxe 42',
      'javascript:alert(1)',
    ]) {
      expect((await anna.post(PATH, { phrase })).status, phrase).toBe(422);
    }
  });
});
