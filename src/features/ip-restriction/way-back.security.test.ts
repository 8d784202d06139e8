/*
 * Somebody is outside their own list and must get in; a thief says the same of themselves. The thief reads the mailbox,
 * or has the password, or found the sheet of backup codes — and with less than all three gets nowhere at once.
 */
import { describe, expect, test } from 'vitest';
import { must } from '../../../test/authenticator-app.ts';
import { openHouse } from '../../../test/house.ts';
import { linkIn } from '../../../test/link-in.ts';
import type { Answer, Visitor } from '../../../test/visitor.ts';
import { DAY, MINUTE } from '../../foundations/clock.ts';

const house = await openHouse();
const PAGE = '/security/ip-restriction';
const OFFICE = '198.51.100.20';
const HOTEL = '203.0.113.9';

interface Owner {
  office: Visitor;
  /** The same person, in a browser that the product has never seen, outside the list. */
  hotel: Visitor;
  codes: string[];
}

async function outside({ withCodes = true } = {}): Promise<Owner> {
  const office = await house.customer({ address: OFFICE });
  must(200, await office.signIn());
  const codes: string[] = [];
  if (withCodes) {
    codes.push(...must(201, await office.post('/security/two-factor/backup-codes')).json.backupCodes);
    must(200, await office.post('/security/two-factor/backup-codes/saved'));
  }
  must(200, await office.post(PAGE, { entries: [{ range: '198.51.100.0/24' }] }));
  house.clock.advance(1000);
  must(200, await office.post('/step-up', { method: 'password', password: office.password }));
  must(200, await office.post(`${PAGE}/confirm`));
  return { office, hotel: office.elsewhere({ address: HOTEL }), codes };
}

async function ask(visitor: Visitor): Promise<Answer> {
  return must(202, await visitor.post('/recovery', { email: visitor.email, lost: 'address' }));
}

function prove(visitor: Visitor, method: string, secret: string): Promise<Answer> {
  return visitor.post('/recovery/proof', { method, [method === 'password' ? 'password' : 'code']: secret });
}

async function mailedCode(email: string): Promise<string> {
  const code = /^[A-Z2-7]{5}-[A-Z2-7]{5}$/m;
  const mail = (await house.mailsTo(email)).findLast(({ text }) => code.test(text));
  return code.exec(mail?.text ?? '')?.[0] ?? '';
}

const secretOf = async ({ hotel, codes }: Owner, method: string) =>
  method === 'password' ? hotel.password : method === 'backup-code' ? (codes[0] ?? '') : mailedCode(hotel.email);

const ORDERS = [
  ['mailed-code', 'password', 'backup-code'],
  ['mailed-code', 'backup-code', 'password'],
  ['password', 'backup-code', 'mailed-code'],
  ['password', 'mailed-code', 'backup-code'],
  ['backup-code', 'mailed-code', 'password'],
  ['backup-code', 'password', 'mailed-code'],
];

describe('the way back', () => {
  test.each(ORDERS)('opens the one address for fifteen minutes: %s, %s, %s', async (...order) => {
    const owner = await outside();
    const { hotel } = owner;
    await ask(hotel);
    for (const [index, method] of order.entries()) {
      expect((await hotel.signIn()).status, method).toBe(401);
      const answer = must(200, await prove(hotel, method, await secretOf(owner, method)));
      expect(answer.json.next).toBe(index === order.length - 1 ? 'done' : 'proof');
    }
    expect((await hotel.elsewhere({ address: '203.0.113.10' }).signIn()).status).toBe(401);
    expect((await hotel.signIn()).status).toBe(200);
    expect((await hotel.get(PAGE)).json.state).toBe('active');
    house.clock.advance(15 * MINUTE);
    expect((await hotel.get('/session')).json.type).toMatch(/address-not-allowed$/);
    expect((await hotel.elsewhere().signIn()).status).toBe(401);
  });

  test('is long enough to change the list, which then holds', async () => {
    const owner = await outside();
    const { hotel } = owner;
    await ask(hotel);
    for (const method of ['mailed-code', 'password', 'backup-code'])
      await prove(hotel, method, await secretOf(owner, method));
    must(200, await hotel.signIn());
    house.clock.advance(1000);
    must(200, await hotel.post(PAGE, { entries: [{ range: '198.51.100.0/24' }, { range: HOTEL, label: 'hotel' }] }));
    house.clock.advance(1000);
    must(200, await hotel.post('/step-up', { method: 'password', password: hotel.password }));
    expect((await hotel.post(`${PAGE}/confirm`)).json).toEqual({ state: 'active' });
    house.clock.advance(20 * MINUTE);
    expect((await hotel.get('/session')).status).toBe(200);
  });

  test('does not confirm a list that leaves out the address it opened', async () => {
    const owner = await outside();
    const { hotel } = owner;
    await ask(hotel);
    for (const method of ['mailed-code', 'password', 'backup-code'])
      await prove(hotel, method, await secretOf(owner, method));
    must(200, await hotel.signIn());
    house.clock.advance(1000);
    must(200, await hotel.post(PAGE, { entries: [{ range: '192.0.2.0/24' }], confirmLockout: true }));
    house.clock.advance(1000);
    must(200, await hotel.post('/step-up', { method: 'password', password: hotel.password }));
    expect((await hotel.post(`${PAGE}/confirm`)).status).toBe(409);
  });

  test('is told to the owner at once, with a link that stops whoever it was', async () => {
    const owner = await outside();
    const { hotel, office } = owner;
    await ask(hotel);
    for (const method of ['mailed-code', 'password', 'backup-code'])
      await prove(hotel, method, await secretOf(owner, method));
    must(200, await hotel.signIn());
    const mail = (await house.mailsTo(office.email)).findLast(({ subject }) =>
      subject.startsWith('An address was opened'),
    );
    expect(mail?.text).toContain(HOTEL);
    must(200, await office.elsewhere({ address: '192.0.2.50' }).post(linkIn(mail, '/objections/')));
    expect((await hotel.get('/session')).status).toBe(401);
    expect((await hotel.signIn()).json.type, 'the opening is taken back').toMatch(/address-not-allowed$/);
    must(200, await office.signIn());
    expect((await office.post(`${PAGE}/remove`)).json.type).toMatch(/changes-frozen$/);
  });

  test('gives nothing at once for two of the three', async () => {
    for (const [first, second] of [
      ['mailed-code', 'backup-code'],
      ['mailed-code', 'password'],
      ['password', 'backup-code'],
    ] as const) {
      const owner = await outside();
      const { hotel } = owner;
      await ask(hotel);
      await prove(hotel, first, await secretOf(owner, first));
      const answer = await prove(hotel, second, await secretOf(owner, second));
      expect(answer.json.next).toBe('proof');
      expect((await hotel.signIn()).status).toBe(401);
    }
  });

  test('opens the address of the last proof, not one that was named before', async () => {
    const owner = await outside();
    const { hotel } = owner;
    await ask(hotel);
    for (const method of ['mailed-code', 'password']) await prove(hotel, method, await secretOf(owner, method));
    hotel.address = '192.0.2.99';
    must(200, await prove(hotel, 'backup-code', owner.codes[0] ?? ''));
    expect((await hotel.elsewhere({ address: HOTEL }).signIn()).status).toBe(401);
    expect((await hotel.signIn()).status).toBe(200);
  });

  test('waits for whoever has no backup code, and then lifts the list, which can be undone', async () => {
    const owner = await outside({ withCodes: false });
    const { hotel } = owner;
    await ask(hotel);
    await prove(hotel, 'mailed-code', await mailedCode(hotel.email));
    const waiting = must(200, await prove(hotel, 'password', hotel.password));
    expect(waiting.json.next).toBe('waiting');
    expect((await hotel.signIn()).status).toBe(401);
    const left = Date.parse(waiting.json.completesAt) - house.clock.now().getTime();
    expect(left).toBeGreaterThanOrEqual(DAY);
    for (let passed = 0; passed <= left; passed += DAY) {
      house.clock.advance(DAY);
      await house.parts.jobs.runPending();
      house.clock.advance(MINUTE);
      await house.parts.jobs.runPending();
    }
    must(200, await hotel.signIn());
    expect((await hotel.get(PAGE)).json.state).toBe('off');
    const mail = (await house.mailsTo(hotel.email)).findLast(({ text }) => text.includes('/objections/'));
    const link = linkIn(mail, '/objections/');
    must(200, await hotel.post(`${link}/undo`, { method: 'password', password: hotel.password }));
    expect((await hotel.signIn()).status).toBe(401);
  });

  test('lets whoever has codes that are not at hand choose the wait, by the password once more', async () => {
    const owner = await outside();
    const { hotel } = owner;
    await ask(hotel);
    await prove(hotel, 'mailed-code', await mailedCode(hotel.email));
    const asked = must(200, await prove(hotel, 'password', hotel.password));
    expect(asked.json).toEqual({ next: 'proof', needs: ['backup-code', 'password'] });
    expect(must(200, await prove(hotel, 'password', hotel.password)).json.next).toBe('waiting');
  });

  test('says to somebody without a list that nothing stands in the way', async () => {
    const visitor = await house.customer();
    must(200, await visitor.signIn());
    const [code = ''] = must(201, await visitor.post('/security/two-factor/backup-codes')).json.backupCodes;
    must(200, await visitor.post('/security/two-factor/backup-codes/saved'));
    const browser = visitor.elsewhere();
    await ask(browser);
    await prove(browser, 'mailed-code', await mailedCode(visitor.email));
    await prove(browser, 'password', visitor.password);
    expect((await prove(browser, 'backup-code', code)).json).toEqual({ next: 'done' });
  });

  test('is the same for an address that nobody has', async () => {
    const owner = await outside();
    const nobody = house.visitor({ address: HOTEL });
    const answers = [];
    for (const browser of [owner.hotel, nobody]) {
      const asked = await ask(browser);
      const wrong = await prove(browser, 'password', 'not the password at all');
      answers.push([asked.json, wrong.status, wrong.json.type, wrong.json.detail]);
    }
    expect(answers[0]).toEqual(answers[1]);
  });
});
