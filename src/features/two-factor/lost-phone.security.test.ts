import { expect, test } from 'vitest';
import { customerWithPhone, enrolPhone, must, signInWithPhone } from '../../../test/authenticator-app.ts';
import { openHouse } from '../../../test/house.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { removeLiveApps, spendStep } from './app-table.ts';
import { stepAt } from './totp.ts';

/*
 * The attacker has a stolen phone, or the sheet with the codes, and used it already: to sign in, or to prove again in a
 * session they had. The owner takes it away, and everything that it opened has to go with it (2F-11).
 */

const house = await openHouse();
const APPS = '/security/two-factor/apps';
const isOut = async (visitor: Visitor) => (await visitor.get('/session')).status === 401;
const appsOf = async (visitor: Visitor): Promise<{ id: string; name: string }[]> =>
  (await visitor.get('/security/two-factor')).json.apps;

/** The stolen phone, and another one that stays. */
async function customerWithTwoPhones() {
  const { visitor, phone: stolen } = await customerWithPhone(house);
  const kept = await enrolPhone(house, visitor, { name: 'Kept' });
  const app = (await appsOf(visitor)).find(({ name }) => name !== 'Kept');
  return { visitor, stolen, kept, app: app?.id ?? '' };
}

test('a removed app takes the sessions with it that it opened or was proven in since, and no other', async () => {
  const { visitor, stolen, kept, app } = await customerWithTwoPhones();
  const [opened, steppedUp, other] = [visitor.elsewhere(), visitor.elsewhere(), visitor.elsewhere()];
  must(200, await signInWithPhone(opened, stolen));
  must(200, await signInWithPhone(steppedUp, kept));
  must(200, await steppedUp.post('/step-up', { method: 'totp', code: stolen.code() }));
  must(200, await signInWithPhone(other, kept));
  must(200, await visitor.post(`${APPS}/${app}/remove`));
  expect([await isOut(opened), await isOut(steppedUp), await isOut(other)]).toEqual([true, true, false]);
  expect(await isOut(visitor)).toBe(false);
});

test('a session that brought an app in goes with it: it was proven with that app', async () => {
  const { visitor, phone } = await customerWithPhone(house);
  const thief = visitor.elsewhere();
  must(200, await signInWithPhone(thief, phone));
  await enrolPhone(house, thief, { name: 'Mine' });
  const app = (await appsOf(visitor)).find(({ name }) => name === 'Mine');
  must(200, await visitor.post(`${APPS}/${app?.id}/remove`));
  expect([await isOut(thief), await isOut(visitor)]).toEqual([true, false]);
});

test('a replaced app takes its sessions with it', async () => {
  const { visitor, stolen, app } = await customerWithTwoPhones();
  const thief = visitor.elsewhere();
  must(200, await signInWithPhone(thief, stolen));
  await enrolPhone(house, visitor, { name: 'New', replaces: app });
  expect([await isOut(thief), await isOut(visitor)]).toEqual([true, false]);
});

test('new backup codes end the sessions that a code of the old set opened or was proven in, and no other', async () => {
  const { visitor, phone } = await customerWithPhone(house);
  const [opened, steppedUp, other] = [visitor.elsewhere(), visitor.elsewhere(), visitor.elsewhere()];
  must(200, await opened.signIn());
  const [first, second] = phone.backupCodes;
  must(200, await opened.post('/sign-in/second-factor', { method: 'backup-code', code: first }));
  must(200, await signInWithPhone(steppedUp, phone));
  must(200, await steppedUp.post('/step-up', { method: 'backup-code', code: second }));
  must(200, await signInWithPhone(other, phone));
  must(201, await visitor.post('/security/two-factor/backup-codes'));
  expect(await isOut(opened)).toBe(false);
  must(200, await visitor.post('/security/two-factor/backup-codes/saved'));
  expect([await isOut(opened), await isOut(steppedUp), await isOut(other)]).toEqual([true, true, false]);
  expect(await isOut(visitor)).toBe(false);
});

test('an undone removal brings the app back and none of its sessions', async () => {
  const { visitor, stolen, kept, app } = await customerWithTwoPhones();
  const opened = visitor.elsewhere();
  must(200, await signInWithPhone(opened, stolen));
  must(200, await visitor.post(`${APPS}/${app}/remove`));
  const mail = (await house.mailsTo(visitor.email)).at(-1);
  const token = mail?.text.match(/objections\/([\w-]+)/)?.[1];
  must(200, await visitor.post(`/objections/${token}`));
  const undo = async (proof: object) => must(200, await visitor.post(`/objections/${token}/undo`, proof)).json;
  await undo({ method: 'password', password: visitor.password });
  expect(await undo({ method: 'totp', code: kept.code() })).toEqual({ state: 'undone' });
  expect(await isOut(opened)).toBe(true);
  expect((await signInWithPhone(visitor.elsewhere(), stolen)).status).toBe(200);
});

test('a code that was found right before its app was removed is not spent after it', async () => {
  const { visitor, app } = await customerWithTwoPhones();
  const step = stepAt(house.clock.now()) + 5;
  const { rows } = await house.database.pool.query('select id from users where email = $1', [visitor.email]);
  const removal = { at: house.clock.now(), by: 'chg_test', only: app };
  // Its statement waits for the row that the removal holds, and then finds it removed.
  let spending: Promise<boolean> = Promise.resolve(true);
  await house.database.transaction(async (tx) => {
    await removeLiveApps(tx, rows[0].id, removal);
    spending = spendStep(house.database.queries, app, step, { now: house.clock.now(), before: null });
    await new Promise((resolve) => setTimeout(resolve, 100));
  });
  expect(await spending).toBe(false);
  // For an undo of the removal it still counts.
  const now = house.clock.now();
  expect(await spendStep(house.database.queries, app, step, { now, before: now })).toBe(true);
});

test('a code that was right a moment before its app was removed opens nothing after it, and proves nothing', async () => {
  const { visitor, stolen, app } = await customerWithTwoPhones();
  const thief = visitor.elsewhere();
  const inside = visitor.elsewhere();
  must(200, await signInWithPhone(inside, stolen));
  house.clock.advance(60_000);
  must(200, await thief.signIn());

  /** Between the check of the code and what it opens, the owner's removal goes first. */
  async function removedMeanwhile(attempt: () => Promise<{ status: number }>) {
    const owner = await house.database.pool.connect();
    try {
      await owner.query('begin');
      await owner.query('select 1 from users where email = $1 for update', [visitor.email]);
      const answer = attempt();
      const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      while ((await house.database.pool.query(waits)).rowCount === 0) await new Promise((done) => setTimeout(done, 5));
      await owner.query('update authenticator_apps set removed_at = $2 where id = $1', [app, house.clock.now()]);
      await owner.query('commit');
      return (await answer).status;
    } finally {
      owner.release();
    }
  }

  const code = () => stolen.code();
  expect(await removedMeanwhile(() => thief.post('/sign-in/second-factor', { method: 'totp', code: code() }))).toBe(
    401,
  );
  expect(await isOut(thief)).toBe(true);
  await house.database.pool.query('update authenticator_apps set removed_at = null where id = $1', [app]);
  house.clock.advance(60_000);
  expect(await removedMeanwhile(() => inside.post('/step-up', { method: 'totp', code: code() }))).toBe(401);
});
