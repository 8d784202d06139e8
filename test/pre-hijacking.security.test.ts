import { describe, expect, test } from 'vitest';
import { openHouse } from './house.ts';
import { tokenIn } from './link-in.ts';

/*
 * The attacker signs up with the victim's address and a password of their own, and waits for the victim to press the
 * button in the mail. From then on the account would be open to both.
 */

const house = await openHouse();
let lastVictim = 0;

/** A sign-up that the attacker prepared, and the token in the mail that only the victim gets. */
async function prepare() {
  lastVictim += 1;
  const email = `victim-${lastVictim}@example.test`;
  const attacker = house.visitor({ email, address: `10.1.${lastVictim}.1`, password: 'the thief knows this one' });
  await attacker.signUp();
  const token = tokenIn((await house.mailsTo(email)).at(-1), 'verify-address');
  const victim = house.visitor({ email, address: `10.2.${lastVictim}.1` });
  return { email, attacker, victim, token };
}

const usersOf = async (email: string) =>
  (await house.database.pool.query('select id from users where email = $1', [email])).rows.length;

describe('a prepared sign-up', () => {
  test('is not confirmed by the mailbox’s owner without the password that was typed there', async () => {
    const { victim, attacker, email, token } = await prepare();
    expect((await victim.get(`/verify-address?token=${token}`)).json).toEqual({ passwordNeeded: true });
    for (const body of [{ token }, { token, password: '' }, { token, password: victim.password }]) {
      const answer = await victim.post('/verify-address', body);
      expect(answer.status).toBe(403);
      expect(answer.json.type).toMatch(/\/problems\/password-needed$/);
    }
    expect((await victim.form('/verify-address', { token })).status).toBe(403);
    expect(await usersOf(email)).toBe(0);
    expect((await attacker.signIn()).status).toBe(401);
  });

  test('is void as soon as the victim confirms a sign-up of their own, in whatever order they were made', async () => {
    const { victim, attacker, email, token } = await prepare();
    await victim.signUp();
    const own = tokenIn((await house.mailsTo(email)).at(-1), 'verify-address');
    await attacker.signUp();
    const later = tokenIn((await house.mailsTo(email)).at(-1), 'verify-address');
    expect((await victim.post('/verify-address', { token: own })).status).toBe(200);
    for (const void_ of [token, later]) {
      expect((await attacker.post('/verify-address', { token: void_, password: attacker.password })).status).toBe(410);
    }
    expect((await attacker.signIn()).status).toBe(401);
    expect((await victim.signIn()).status).toBe(200);
    expect((await house.database.pool.query('select 1 from sign_ups where email = $1', [email])).rows).toEqual([]);
  });

  test('and the victim’s own, confirmed at the same moment, make one user, one account and one owner', async () => {
    const { victim, attacker, email, token } = await prepare();
    await victim.signUp();
    const own = tokenIn((await house.mailsTo(email)).at(-1), 'verify-address');
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => [
        victim.post('/verify-address', { token: own }),
        attacker.post('/verify-address', { token }),
      ]).flat(),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(410)]);
    expect(await usersOf(email)).toBe(1);
    const { rows } = await house.database.pool.query(
      `select m.role, m.state from memberships m join users u on u.id = m.user_id where u.email = $1`,
      [email],
    );
    expect(rows).toEqual([{ role: 'owner', state: 'active' }]);
  });

  test('puts no word of the attacker’s into the victim’s mailbox (field 43)', async () => {
    const { victim, email } = await prepare();
    const advert = 'Buy cheap pills at spam dot test';
    await house.visitor({ email, name: advert, address: '10.3.0.1' }).signUp();
    await victim.signUp();
    const own = tokenIn((await house.mailsTo(email)).at(-1), 'verify-address');
    await victim.post('/verify-address', { token: own });
    await house.visitor({ email, name: advert, address: '10.3.0.1' }).signUp();
    const mails = await house.mailsTo(email);
    expect(mails).toHaveLength(4);
    expect(JSON.stringify(mails)).not.toContain('pills');
  });

  test('says in its mail when and from where it was asked', async () => {
    const { email } = await prepare();
    const [mail] = await house.mailsTo(email);
    expect(mail?.text).toContain(`10.1.${lastVictim}.1`);
    expect(mail?.html).toContain(`10.1.${lastVictim}.1`);
  });
});

test('confirming an address signs nobody in (field 39)', async () => {
  const anna = house.visitor();
  await anna.signUp();
  const token = tokenIn((await house.mailsTo(anna.email)).at(-1), 'verify-address');
  const confirmed = await anna.post('/verify-address', { token });
  expect(confirmed.status).toBe(200);
  expect(confirmed.headers.getSetCookie().join()).not.toContain('session=');
  expect((await anna.get('/session')).status).toBe(401);
});
