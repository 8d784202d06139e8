/*
 * The attacker reads the owner's mail, or holds the link of a change, and has passkeys: their own, one they added from a stolen
 * session, one that asks for no finger, the answers that others gave. The owner lost one thing and still has a passkey.
 */
import { describe, expect, test } from 'vitest';
import { enrolPhone, must } from '../../../test/authenticator-app.ts';
import { openHouse } from '../../../test/house.ts';
import {
  addPasskey,
  answer,
  type Bent,
  customerWithPasskey,
  type Passkey,
  signInWithPasskey,
  stepUpWithPasskey,
} from '../../../test/passkey-device.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { DAY, HOUR, MINUTE } from '../../foundations/clock.ts';
import { ask, linkTo, mailedCode, pass, prove, resetPassword, undo } from './testing.ts';

const house = await openHouse();
const { pool } = house.database;

const optionsOf = async (visitor: Visitor) => must(200, await visitor.post('/recovery/passkey/options')).json;

async function provePasskey(visitor: Visitor, passkey: Passkey, bent: Bent = {}) {
  const credential = answer(await optionsOf(visitor), passkey, bent);
  return visitor.post('/recovery/proof', { method: 'passkey', credential });
}

async function undoWithPasskey(visitor: Visitor, token: string, passkey: Passkey, bent: Bent = {}) {
  const options = must(200, await visitor.post(`/objections/${token}/passkey/options`)).json;
  return visitor.post(`/objections/${token}/undo`, { method: 'passkey', credential: answer(options, passkey, bent) });
}

async function proveMail(visitor: Visitor) {
  return prove(visitor, 'mailed-code', await mailedCode(house, visitor.email));
}

/** Somebody with a phone, a passkey and saved codes, at a browser of nobody's. */
async function owner() {
  const { visitor, passkey } = await customerWithPasskey(house);
  const phone = await enrolPhone(house, visitor);
  house.clock.advance(8 * DAY);
  return { visitor: visitor.elsewhere(), passkey, phone, email: visitor.email };
}

async function livePasskeys(email: string): Promise<number> {
  const { rows } = await pool.query(
    `select count(*)::int as count from passkeys p join users u on u.id = p.user_id
      where u.email = $1 and p.removed_at is null`,
    [email],
  );
  return rows[0].count;
}

async function causesOf(email: string): Promise<string[]> {
  const { rows } = await pool.query(
    `select e.cause from login_events e join users u on u.id = e.user_id where u.email = $1 and e.cause is not null`,
    [email],
  );
  return rows.map(({ cause }) => cause);
}

describe('a lost second factor', () => {
  test('a passkey and the mailed code bring the owner back at once, in either order', async () => {
    const first = await owner();
    await ask(first.visitor);
    expect(must(200, await proveMail(first.visitor)).json.needs).toContain('passkey');
    expect((await provePasskey(first.visitor, first.passkey)).json).toEqual({ next: 'done' });
    must(200, await signInWithPasskey(first.visitor, first.passkey));
    expect((await first.visitor.elsewhere().signIn()).json).toEqual({ next: 'done' });

    const second = await owner();
    await ask(second.visitor);
    const proven = must(200, await provePasskey(second.visitor, second.passkey));
    expect(proven.json).toEqual({ next: 'proof', needs: ['mailed-code'] });
    expect((await proveMail(second.visitor)).json).toEqual({ next: 'done' });
    expect((await second.visitor.signIn()).json).toEqual({ next: 'done' });
  });

  test('the code comes after a right passkey, however many strangers asked before (RL-6)', async () => {
    const { visitor, passkey, email } = await owner();
    for (let flood = 0; flood < 7; flood += 1) {
      await ask(visitor.elsewhere({ address: `203.0.113.${40 + flood}` }));
      await house.parts.jobs.runPending();
    }
    const codes = async () => (await house.mailsTo(email)).filter(({ subject }) => /code to get back/.test(subject));
    await ask(visitor);
    await house.parts.jobs.runPending();
    expect(await codes()).toHaveLength(5);
    must(200, await provePasskey(visitor, passkey));
    expect(await codes()).toHaveLength(6);
    expect((await proveMail(visitor)).json.next).toBe('done');
  });

  test('a passkey alone removes nothing, and neither does another user’s, whatever mail was read', async () => {
    const { visitor, passkey } = await owner();
    const thief = await customerWithPasskey(house);
    await ask(visitor);
    must(200, await proveMail(visitor));
    const refused = await provePasskey(visitor, thief.passkey);
    expect(refused.status).toBe(401);
    expect((await provePasskey(visitor, passkey, { userHandle: thief.passkey.userHandle })).status).toBe(401);
    expect((await provePasskey(visitor, { ...passkey, key: thief.passkey.key })).status).toBe(401);
    expect((await provePasskey(visitor, passkey, { userHandle: null })).status).toBe(401);
    expect(await causesOf(visitor.email)).toContain('passkey-failed');
    expect(await causesOf(thief.visitor.email)).not.toContain('passkey-failed');
    expect((await visitor.signIn()).json.next).toBe('second-factor');
  });

  test('one that did not verify its user, now or when it was added, proves nothing', async () => {
    const { visitor, passkey } = await owner();
    await ask(visitor);
    must(200, await proveMail(visitor));
    expect((await provePasskey(visitor, passkey, { userVerified: false })).status).toBe(401);
    const key = await customerWithPasskey(house, { userVerified: false });
    await enrolPhone(house, key.visitor);
    const later = key.visitor.elsewhere();
    await ask(later);
    must(200, await proveMail(later));
    expect((await provePasskey(later, key.passkey)).status).toBe(401);
    expect((await later.signIn()).json.next).toBe('second-factor');
  });

  test('a challenge counts once, in the browser and the recovery it was made for, and for nothing else', async () => {
    const { visitor, passkey } = await owner();
    const send = (who: Visitor, options: { challenge: string; rpId: string }) =>
      who.post('/recovery/proof', { method: 'passkey', credential: answer(options, passkey) });
    await ask(visitor);
    const old = await optionsOf(visitor);
    const elsewhere = visitor.elsewhere();
    await ask(elsewhere);
    expect((await send(elsewhere, old)).status).toBe(401);
    // The same browser, another recovery.
    await ask(visitor);
    expect((await send(visitor, old)).status).toBe(401);
    const signIn = must(200, await visitor.post('/sign-in/passkey/options', {})).json;
    expect((await send(visitor, signIn)).status).toBe(401);
    const fresh = await optionsOf(visitor);
    expect((await visitor.post('/sign-in/passkey', answer(fresh, passkey))).status).toBe(400);
    const late = await optionsOf(visitor);
    house.clock.advance(6 * MINUTE);
    expect((await send(visitor, late)).status).toBe(401);
    const once = await optionsOf(visitor);
    must(200, await send(visitor, once));
    // Not asked for any more, it is not even looked at; where it is, the same answer is worth nothing.
    expect((await send(visitor, once)).status).toBe(403);
    const { visitor: only, passkey: theirs } = await customerWithPasskey(house);
    const browser = only.elsewhere();
    await ask(browser);
    must(200, await proveMail(browser));
    const body = { method: 'passkey', credential: answer(await optionsOf(browser), theirs) };
    expect(must(200, await browser.post('/recovery/proof', body)).json.works).toBe('passkey');
    expect((await browser.post('/recovery/proof', body)).status).toBe(401);
  });

  test('one removed since counts no more', async () => {
    const { visitor, passkey, phone } = await owner();
    const inside = visitor.elsewhere();
    must(200, await inside.signIn());
    must(200, await inside.post('/sign-in/second-factor', { method: 'totp', code: phone.code() }));
    const row = must(200, await inside.get('/security/passkeys')).json.passkeys[0].id;
    must(200, await inside.post(`/security/passkeys/${row}/remove`));
    await ask(visitor);
    must(200, await proveMail(visitor));
    expect((await provePasskey(visitor, passkey)).status).toBe(401);
  });

  test('nobody learns who has a passkey: options and refusals are alike, known address or not (PK-15)', async () => {
    const { visitor: known } = await owner();
    const bare = (await house.customer()).elsewhere();
    const unknown = house.visitor();
    unknown.email = 'nobody.at.all@example.test';
    const { passkey } = await customerWithPasskey(house);
    const shape = ({ challenge, ...rest }: { challenge: string }) => [typeof challenge, rest];
    const seen = [];
    for (const visitor of [known, bare, unknown]) {
      await ask(visitor);
      const options = await optionsOf(visitor);
      const refused = await visitor.post('/recovery/proof', {
        method: 'passkey',
        credential: answer(options, passkey),
      });
      seen.push([shape(options), refused.status, { ...refused.json, instance: '' }]);
      const nobody = answer(await optionsOf(visitor), { ...passkey, id: Buffer.alloc(32, 7) });
      const alike = await visitor.post('/recovery/proof', { method: 'passkey', credential: nobody });
      seen.push([{ ...alike.json, instance: '' }]);
    }
    expect(seen.slice(2, 4)).toEqual(seen.slice(0, 2));
    expect(seen.slice(4, 6)).toEqual(seen.slice(0, 2));
    expect(JSON.stringify(seen[0])).toContain('"allowCredentials":[]');
  });

  test('without a recovery in this browser there are no options, and a credential is no bag for anything', async () => {
    const visitor = house.visitor();
    expect((await visitor.post('/recovery/passkey/options')).status).toBe(401);
    const { visitor: other, passkey } = await owner();
    await ask(other);
    const credential = answer(await optionsOf(other), passkey);
    const text = await other.post('/recovery/proof', { method: 'passkey', credential: JSON.stringify(credential) });
    expect(text.status).toBe(200);
    await ask(other);
    for (const body of [{}, { credential: 'x' }, { credential: {} }, { code: '1' }, { credential, code: '1' }]) {
      expect((await other.post('/recovery/proof', { method: 'passkey', ...body })).status).toBe(422);
    }
    expect((await other.post('/recovery/proof', { method: 'totp', credential })).status).toBe(422);
  });
});

describe('a lost passkey', () => {
  test('another passkey and the mailed code remove all others and keep that one', async () => {
    const { visitor, passkey } = await customerWithPasskey(house);
    const lost = await addPasskey(visitor);
    house.clock.advance(HOUR);
    const browser = visitor.elsewhere();
    await ask(browser, 'passkey');
    expect((await provePasskey(browser, passkey)).json).toEqual({ next: 'proof', needs: ['mailed-code'] });
    expect((await proveMail(browser)).json).toEqual({ next: 'done' });
    must(200, await signInWithPasskey(browser, passkey));
    expect((await signInWithPasskey(browser.elsewhere(), lost)).status).toBe(401);
    expect(await livePasskeys(visitor.email)).toBe(1);
  });

  test('the app that is left and the mailed code remove the passkeys, and the app stays', async () => {
    const { visitor, phone } = await owner();
    await ask(visitor, 'passkey');
    must(200, await proveMail(visitor));
    expect((await prove(visitor, 'totp', phone.code())).json).toEqual({ next: 'done' });
    expect(await livePasskeys(visitor.email)).toBe(0);
    expect((await visitor.signIn()).json.next).toBe('second-factor');
  });

  test('is not lost when it is the only one: nothing is removed, and the answer says that it works', async () => {
    const { visitor, passkey } = await customerWithPasskey(house);
    const browser = visitor.elsewhere();
    await ask(browser, 'passkey');
    must(200, await proveMail(browser));
    const proven = must(200, await provePasskey(browser, passkey));
    expect(proven.json).toMatchObject({ next: 'proof', works: 'passkey' });
    expect(await livePasskeys(visitor.email)).toBe(1);
    // In the other order too, and what was proven before counts on.
    const other = visitor.elsewhere();
    await ask(other, 'passkey');
    must(200, await provePasskey(other, passkey));
    expect((await proveMail(other)).json).toMatchObject({ next: 'proof', works: 'passkey' });
    expect((await prove(other, 'password', visitor.password)).json.next).toBe('waiting');
  });

  test.each(['second-factor', 'passkey'])(
    'that was asked for after the password is made good by a backup code, whatever was called lost: %s',
    async (lost) => {
      const { visitor } = await customerWithPasskey(house);
      const codes: string[] = must(201, await visitor.post('/security/two-factor/backup-codes')).json.backupCodes;
      must(200, await visitor.post('/security/two-factor/backup-codes/saved'));
      must(200, await visitor.post('/security/passkeys/second-factor', { enabled: true }));
      const browser = visitor.elsewhere();
      expect((await browser.signIn()).json.next).toBe('second-factor');
      await ask(browser, lost);
      must(200, await proveMail(browser));
      expect((await prove(browser, 'backup-code', codes[0] ?? '')).json).toEqual({ next: 'done' });
      expect(await livePasskeys(visitor.email)).toBe(0);
      expect((await browser.signIn()).json).toEqual({ next: 'done' });
      expect((await browser.get('/step-up')).json.methods).toEqual(['password']);
    },
  );
});

describe('a phone lost with its app and its passkey, without codes', () => {
  async function recovered(lost: string) {
    const { visitor, passkey, phone, email } = await owner();
    const browser = visitor.elsewhere();
    await ask(browser, lost);
    must(200, await proveMail(browser));
    expect((await prove(browser, 'password', visitor.password)).json.next).toBe('waiting');
    // Asking anew joins it, whatever is called lost.
    await ask(visitor, lost === 'passkey' ? 'second-factor' : 'passkey');
    must(200, await proveMail(visitor));
    expect((await prove(visitor, 'password', visitor.password)).json.next).toBe('waiting');
    await pass(house, 3 * DAY);
    return { browser, passkey, phone, email };
  }

  test.each(['second-factor', 'passkey'])('ends with the owner inside and a new app set up: %s', async (lost) => {
    const { browser, passkey, email } = await recovered(lost);
    expect(await livePasskeys(email)).toBe(0);
    expect((await signInWithPasskey(browser.elsewhere(), passkey)).status).toBe(401);
    must(200, await browser.signIn());
    house.clock.advance(11 * MINUTE);
    expect((await browser.post('/security/two-factor/enrolment')).status).toBe(403);
    must(200, await browser.post('/step-up', { method: 'password', password: browser.password }));
    await enrolPhone(house, browser, { name: 'New phone' });
    expect((await browser.elsewhere().signIn()).json.next).toBe('second-factor');
    // One removal, which names both.
    const mails = (await house.mailsTo(email)).filter(({ subject }) => /lost factor was removed/.test(subject));
    expect(mails).toHaveLength(1);
  });

  test('is undone as a whole by an owner who had lost neither', async () => {
    const { browser, passkey, phone, email } = await recovered('second-factor');
    const token = await linkTo(house, email, 'objections', /lost factor was removed/);
    expect((await undoWithPasskey(browser.elsewhere(), token, passkey)).json).toEqual({ state: 'undone' });
    must(200, await signInWithPasskey(browser.elsewhere(), passkey));
    const inside = browser.elsewhere();
    must(200, await inside.signIn());
    must(200, await inside.post('/sign-in/second-factor', { method: 'totp', code: phone.code() }));
  });

  test('and one that is left stays, of whichever kind; everything else goes', async () => {
    const { visitor, passkey, email } = await owner();
    must(200, await signInWithPasskey(visitor, passkey));
    const tablet = await addPasskey(visitor);
    const browser = visitor.elsewhere();
    await ask(browser);
    must(200, await proveMail(browser));
    expect((await provePasskey(browser, tablet)).json).toEqual({ next: 'done' });
    expect(await livePasskeys(email)).toBe(1);
    must(200, await signInWithPasskey(browser, tablet));
    expect((await signInWithPasskey(browser.elsewhere(), passkey)).status).toBe(401);
    expect((await browser.elsewhere().signIn()).json).toEqual({ next: 'done' });
  });
});

describe('outside one’s own list of addresses', () => {
  async function outside() {
    const office = await house.customer({ address: '198.51.100.20' });
    must(200, await office.signIn());
    const passkey = await addPasskey(office);
    const codes: string[] = must(201, await office.post('/security/two-factor/backup-codes')).json.backupCodes;
    must(200, await office.post('/security/two-factor/backup-codes/saved'));
    must(200, await office.post('/security/ip-restriction', { entries: [{ range: '198.51.100.0/24' }] }));
    house.clock.advance(MINUTE);
    must(200, await stepUpWithPasskey(office, passkey));
    must(200, await office.post('/security/ip-restriction/confirm'));
    return { hotel: office.elsewhere({ address: '203.0.113.9' }), passkey, codes };
  }

  test('a passkey in place of the password, with both codes, opens the address', async () => {
    const { hotel, passkey, codes } = await outside();
    expect((await signInWithPasskey(hotel, passkey)).status).toBe(401);
    await ask(hotel, 'address');
    expect(must(200, await proveMail(hotel)).json.needs).toEqual(['password', 'passkey', 'backup-code']);
    expect((await provePasskey(hotel, passkey)).json).toEqual({ next: 'proof', needs: ['backup-code', 'passkey'] });
    expect((await prove(hotel, 'backup-code', codes[0] ?? '')).json).toEqual({ next: 'done' });
    must(200, await signInWithPasskey(hotel, passkey));
  });

  test('a passkey and one code are too few at once; the passkey once more chooses the wait', async () => {
    const { hotel, passkey, codes } = await outside();
    await ask(hotel, 'address');
    expect((await provePasskey(hotel, passkey)).json).toEqual({ next: 'proof', needs: ['mailed-code', 'backup-code'] });
    expect((await prove(hotel, 'backup-code', codes[0] ?? '')).json).toEqual({ next: 'proof', needs: ['mailed-code'] });
    await ask(hotel, 'address');
    must(200, await proveMail(hotel));
    must(200, await provePasskey(hotel, passkey));
    expect((await provePasskey(hotel, passkey)).json.next).toBe('waiting');
    expect((await signInWithPasskey(hotel, passkey)).status).toBe(401);
  });
});

describe('strangers who used up every try at the password', () => {
  async function passkeyOnly() {
    const { visitor, passkey } = await customerWithPasskey(house);
    must(201, await visitor.post('/security/two-factor/backup-codes'));
    must(200, await visitor.post('/security/two-factor/backup-codes/saved'));
    must(200, await visitor.post('/security/passkey-only', { enabled: true }));
    const stranger = visitor.elsewhere({ address: '203.0.113.99' });
    for (let miss = 0; miss < 100; miss += 1) {
      if (miss % 50 === 0) await pool.query('delete from rate_limits');
      expect((await stranger.signIn('wrong grey otters sleeping')).status).toBe(401);
      house.clock.advance(61 * MINUTE);
    }
    return { visitor: visitor.elsewhere(), passkey };
  }

  test('leave the slow way to whoever has passkeys alone, behind the mailed code', async () => {
    const { visitor } = await passkeyOnly();
    await ask(visitor, 'passkey');
    must(200, await proveMail(visitor));
    expect((await prove(visitor, 'password', 'wrong grey otters sleeping')).status).toBe(401);
    expect((await prove(visitor, 'password', visitor.password)).json.next).toBe('waiting');
    await pass(house, 31 * DAY);
    expect(await livePasskeys(visitor.email)).toBe(0);
  });

  test('and that count has its waits too', async () => {
    const { visitor } = await passkeyOnly();
    await ask(visitor, 'passkey');
    must(200, await proveMail(visitor));
    for (let miss = 0; miss < 5; miss += 1) await prove(visitor, 'password', `wrong grey otters ${miss}`);
    expect((await prove(visitor, 'password', visitor.password)).status).toBe(429);
  });
});

describe('an undo', () => {
  /** The password is the thief's now; the owner has the link and the passkey of before. */
  async function robbed(bent: Bent = {}) {
    const { visitor, passkey } = await customerWithPasskey(house, bent);
    house.clock.advance(DAY);
    const { email } = visitor;
    return { visitor, passkey, email };
  }

  async function thiefInside(visitor: Visitor, passkey: Passkey): Promise<Visitor> {
    const thief = visitor.elsewhere({ address: '203.0.113.66' });
    must(200, await signInWithPasskey(thief, passkey));
    return thief;
  }

  test('takes one verified passkey of before the change as proof enough', async () => {
    const { visitor, passkey, email } = await robbed();
    const thief = await thiefInside(visitor, passkey);
    must(200, await thief.post('/security/login-alerts', { mode: 'off' }));
    const token = await linkTo(house, email, 'objections');
    const options = must(200, await visitor.elsewhere().post(`/objections/${token}/passkey/options`)).json;
    expect(options).toMatchObject({ allowCredentials: [], userVerification: 'required' });
    expect((await undoWithPasskey(visitor.elsewhere(), token, passkey)).json).toEqual({ state: 'undone' });
    expect((await thief.get('/session')).status).toBe(401);
  });

  test('takes none added after it, nobody else’s, none that did not verify its user', async () => {
    const { visitor, passkey, email } = await robbed();
    const thief = await thiefInside(visitor, passkey);
    must(200, await thief.post('/security/login-alerts', { mode: 'off' }));
    const token = await linkTo(house, email, 'objections');
    house.clock.advance(MINUTE);
    const young = await addPasskey(thief);
    const stranger = await customerWithPasskey(house);
    const browser = visitor.elsewhere();
    expect((await undoWithPasskey(browser, token, young)).status).toBe(401);
    expect((await undoWithPasskey(browser, token, stranger.passkey)).status).toBe(401);
    expect((await undoWithPasskey(browser, token, passkey, { userVerified: false })).status).toBe(401);
    expect((await undoWithPasskey(browser, token, passkey, { userHandle: stranger.passkey.userHandle })).status).toBe(
      401,
    );
    expect(await causesOf(email)).toContain('passkey-failed');
    expect((await undoWithPasskey(browser, token, passkey)).json).toEqual({ state: 'undone' });
    expect((await browser.post(`/objections/${token}/passkey/options`)).status).toBe(410);
  });

  test('takes the passkey that the change itself removed, which is back, and none removed before', async () => {
    const { visitor, passkey, email } = await robbed();
    const thief = await thiefInside(visitor, passkey);
    const earlier = await addPasskey(thief);
    house.clock.advance(MINUTE);
    must(200, await thief.post(`/security/passkeys/${earlier.row}/remove`));
    house.clock.advance(MINUTE);
    const rows = must(200, await thief.get('/security/passkeys')).json.passkeys;
    expect(rows).toHaveLength(1);
    must(200, await thief.post(`/security/passkeys/${rows[0].id}/remove`));
    const token = await linkTo(house, email, 'objections', /passkey was removed/i);
    const browser = visitor.elsewhere();
    expect((await undoWithPasskey(browser, token, earlier)).status).toBe(401);
    expect((await undoWithPasskey(browser, token, passkey)).json).toEqual({ state: 'undone' });
    must(200, await signInWithPasskey(browser, passkey));
  });

  test('takes a key that asks for no finger only beside the password', async () => {
    const { visitor, passkey, email } = await robbed({ userVerified: false });
    must(200, await visitor.signIn());
    must(200, await visitor.post('/security/passkeys/second-factor', { enabled: true }));
    house.clock.advance(MINUTE);
    const touch = { userVerified: false };
    const inside = visitor.elsewhere();
    must(200, await inside.signIn());
    must(200, await signInWithPasskey(inside, passkey, touch));
    must(200, await inside.post('/security/login-alerts', { mode: 'off' }));
    const token = await linkTo(house, email, 'objections');
    const browser = visitor.elsewhere();
    expect((await undoWithPasskey(browser, token, passkey, touch)).status).toBe(401);
    expect(must(200, await undo(browser, token, 'password', visitor.password)).json.needs).toContain('passkey');
    expect((await undoWithPasskey(browser, token, passkey, touch)).json).toEqual({ state: 'undone' });
  });

  test('a challenge counts once, in its browser, for its change', async () => {
    const { visitor, passkey, email } = await robbed();
    const thief = await thiefInside(visitor, passkey);
    must(200, await thief.post('/security/login-alerts', { mode: 'off' }));
    const one = await linkTo(house, email, 'objections');
    house.clock.advance(MINUTE);
    must(200, await thief.post('/security/recovery', { waitDays: '20' }));
    const other = await linkTo(house, email, 'objections');
    expect(other).not.toBe(one);
    const browser = visitor.elsewhere();
    const options = must(200, await browser.post(`/objections/${one}/passkey/options`)).json;
    const credential = answer(options, passkey);
    const body = { method: 'passkey', credential };
    expect((await browser.post(`/objections/${other}/undo`, body)).status).toBe(401);
    expect((await visitor.elsewhere().post(`/objections/${one}/undo`, body)).status).toBe(401);
    await ask(browser);
    expect((await browser.post('/recovery/proof', body)).status).toBe(401);
    must(200, await browser.post(`/objections/${one}/undo`, body));
    expect((await browser.post(`/objections/${one}/undo`, body)).status).toBe(410);
  });

  test('of a password that a thief chose by mail is done with the passkey, and the old password is back', async () => {
    const { visitor, passkey, email } = await robbed();
    const password = visitor.password;
    const thief = visitor.elsewhere({ address: '203.0.113.67' });
    await resetPassword(house, thief, 'stolen grey otters sleeping');
    const token = await linkTo(house, email, 'objections');
    const browser = visitor.elsewhere();
    expect((await undoWithPasskey(browser, token, passkey)).json).toEqual({ state: 'undone' });
    expect((await thief.elsewhere().signIn()).status).toBe(401);
    expect((await browser.signIn(password)).status).toBe(200);
  });
});

describe('a passkey that a thief added and hid again', () => {
  test.each([
    ['the adding first', false],
    ['the removing first', true],
  ] as const)('does not come back when both are undone: %s', async (_order, reversed) => {
    const { visitor, passkey, email } = await owner();
    const thief = visitor.elsewhere();
    must(200, await signInWithPasskey(thief, passkey));
    const theirs = await addPasskey(thief);
    house.clock.advance(MINUTE);
    must(200, await thief.post(`/security/passkeys/${theirs.row}/remove`));
    house.clock.advance(MINUTE);
    const tokens = [
      await linkTo(house, email, 'objections', /passkey was added/i),
      await linkTo(house, email, 'objections', /passkey was removed/i),
    ];
    for (const token of reversed ? tokens.reverse() : tokens) {
      expect((await undoWithPasskey(visitor.elsewhere(), token, passkey)).json).toEqual({ state: 'undone' });
    }
    expect(await livePasskeys(email)).toBe(1);
    expect((await signInWithPasskey(house.visitor(), theirs)).status).toBe(401);
    must(200, await signInWithPasskey(visitor.elsewhere(), passkey));
  });
});

describe('what a thief chose about the passkeys and took back again', () => {
  test.each([
    ['the first first', false],
    ['the second first', true],
  ] as const)('is as it was when both are undone: %s', async (_order, reversed) => {
    const { visitor, passkey, email } = await owner();
    const thief = visitor.elsewhere();
    must(200, await signInWithPasskey(thief, passkey));
    for (const enabled of [true, false]) {
      must(200, await thief.post('/security/passkey-only', { enabled }));
      house.clock.advance(MINUTE);
    }
    const tokens = [
      await linkTo(house, email, 'objections', /only passkeys open/i),
      await linkTo(house, email, 'objections', /password opens your account again/i),
    ];
    for (const token of reversed ? tokens.reverse() : tokens) {
      expect((await undoWithPasskey(visitor.elsewhere(), token, passkey)).json).toEqual({ state: 'undone' });
    }
    expect((await visitor.elsewhere().signIn()).json.next).toBe('second-factor');
  });
});
