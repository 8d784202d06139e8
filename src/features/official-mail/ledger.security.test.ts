/*
 * A thief with a stolen session opens the list of mails, hoping for a link that still works, a code, or the anti-phishing
 * code. Another user tries to see somebody else's list.
 */
import { expect, test } from 'vitest';
import { openHouse } from '../../../test/house.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { DAY, MINUTE } from '../../foundations/clock.ts';
import { MailNotSent } from '../../foundations/mail-transport/index.ts';

/** Addresses that the mail server refuses for good. */
const refused = new Set<string>();
const house = await openHouse({
  transport: {
    async send(mail) {
      if (refused.has(mail.to)) throw new MailNotSent(true, 'EENVELOPE 550 RCPT TO');
      await house.parts.mailbox.send(mail);
    },
    close() {},
  },
});
const PATH = '/security/mail';
const PHRASE = 'kestrel zinnia 4711';

async function signedIn(): Promise<Visitor> {
  const visitor = await house.customer();
  await visitor.signIn();
  return visitor;
}

interface Listed {
  number: string | null;
  subject: string;
  state: string;
  preview: string | null;
}
const listed = async (visitor: Visitor, query = ''): Promise<Listed[]> =>
  (await visitor.get(`${PATH}${query}`)).json.mails;

test('every mail to the user is listed, newest first, with what it said', async () => {
  const anna = await signedIn();
  house.clock.advance(1000);
  await anna.post('/forgot-password', { email: anna.email });
  const sent = (await house.mailsTo(anna.email)).reverse();
  const mails = await listed(anna);
  // The mail that confirmed the address went to somebody who was no user yet.
  expect(mails.map(({ subject }) => subject)).toEqual(sent.slice(0, -1).map(({ subject }) => subject));
  for (const [index, mail] of mails.entries()) {
    expect(sent[index]?.text).toContain(mail.number);
    expect(mail).toMatchObject({ state: 'delivered', to: expect.stringMatching(/^v•••@/) });
    expect(mail.preview?.length).toBeGreaterThan(30);
  }
  const page = (await anna.page(PATH)).text;
  for (const { subject, number } of mails)
    expect([page.includes(subject), page.includes(String(number))]).toEqual([true, true]);
});

test('a stolen session finds no link, no token and no anti-phishing code in it', async () => {
  const anna = await signedIn();
  await anna.post('/security/anti-phishing-code', { phrase: PHRASE });
  await anna.post('/forgot-password', { email: anna.email });
  for (let n = 0; n < 25; n++) await anna.elsewhere().signIn();
  house.clock.advance(6 * MINUTE);
  const mails = await house.mailsTo(anna.email);
  // The oldest of so many sessions was ended.
  await anna.signIn();
  expect(mails.some(({ subject }) => subject.includes('more notices'))).toBe(true);
  const secrets = new Set(mails.flatMap(({ text }) => text.match(/[A-Za-z0-9_-]{43}/g) ?? []));
  expect(secrets.size).toBeGreaterThan(20);
  for (const { json, text } of [await anna.get(PATH), await anna.page(PATH)]) {
    const shown = json ? json.mails.map(({ preview }: Listed) => preview).join() : text;
    for (const secret of [...secrets, PHRASE]) expect(shown).not.toContain(secret);
    expect(shown).not.toMatch(/\/not-me\/|reset-password\?/);
  }
});

test('nobody sees another’s, whatever the address names', async () => {
  const [anna, eve] = [await signedIn(), await signedIn()];
  for (let n = 0; n < 30; n++) await anna.elsewhere().signIn();
  await anna.signIn();
  await house.mailsTo(anna.email);
  const { next } = (await anna.get(PATH)).json;
  expect(next).toMatch(/^[\w-]+$/);
  const ofEve = await listed(eve);
  const foreign = await listed(eve, `?cursor=${next}`);
  const ofAnna = new Set(
    (await listed(anna)).concat(await listed(anna, `?cursor=${next}`)).map(({ number }) => number),
  );
  expect(foreign.filter(({ number }) => number !== null && ofAnna.has(number))).toEqual([]);
  expect(ofEve.filter(({ number }) => number !== null && ofAnna.has(number))).toEqual([]);
  for (const query of ['?user=x', '?cursor=x', '?cursor=', '?cursor=%00']) {
    expect([200, 422]).toContain((await eve.get(`${PATH}${query}`)).status);
  }
});

test('turning pages shows each mail once, also those of one instant', async () => {
  const anna = await signedIn();
  for (let n = 0; n < 60; n++) await anna.elsewhere().signIn();
  await anna.signIn();
  await house.mailsTo(anna.email);
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { mails, next }: { mails: { at: string; subject: string }[]; next: string | null } = (
      await anna.get(`${PATH}${cursor ? `?cursor=${cursor}` : ''}`)
    ).json;
    seen.push(...mails.map(({ subject }) => subject));
    cursor = next;
  }
  const { rows } = await house.database.pool.query<{ n: number }>(
    'select count(*) as n from official_mails where user_id = $1',
    [(await anna.get('/session')).json.user.id],
  );
  expect(seen).toHaveLength(rows[0]?.n ?? 0);
  expect(seen.length).toBeGreaterThan(60);
});

test('a mail that the mail server refused for good is shown as not delivered, and so is what its reader never got', async () => {
  const anna = await signedIn();
  await house.mailsTo(anna.email);
  refused.add(anna.email);
  house.clock.advance(1000);
  await anna.elsewhere().signIn();
  const before = (await anna.get(PATH)).json.mails[0];
  expect(before).toMatchObject({ template: 'sign-in-alert', state: 'queued', deliveredAt: null });
  expect((await anna.page(PATH)).text).toContain('>On its way<');
  const sent = await house.mailsTo(anna.email);
  const [mail, ...others] = (await anna.get(PATH)).json.mails;
  expect(mail).toMatchObject({ number: before.number, state: 'failed', deliveredAt: null });
  expect(sent.some(({ text }) => text.includes(mail.number))).toBe(false);
  for (const other of others) expect(other).toMatchObject({ state: 'delivered', deliveredAt: expect.any(String) });
  const row = (await anna.page(PATH)).text.split('<tr')[2] ?? '';
  expect(row).toContain('>Not delivered<');
  expect(row).not.toContain('>Sent<');
  const page = (await anna.page(PATH)).text;
  expect(page).toContain('The mail server refused it, or could not be reached for two days.');
  await anna.post('/preferences', { locale: 'fr', return: PATH });
  expect((await anna.page(PATH)).text).toContain('>Non remis<');
});

test('what a mail said goes with the addresses of the login history; that it was sent stays', async () => {
  const anna = await signedIn();
  expect((await listed(anna))[0]?.preview).toContain('Somebody');
  house.clock.advance(91 * DAY);
  await house.mailsTo(anna.email);
  await anna.signIn();
  const old = (await listed(anna)).at(-1);
  expect(old).toMatchObject({ preview: null, number: expect.stringMatching(/^[A-Z2-7-]{17}$/) });
  expect((await anna.page(PATH)).text).toContain('no longer kept');
});
