import { expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { CLIENT, openRoom, visitOf } from './testing.ts';

const database = await openTestDatabase();
const OLD = 'three quiet lanterns';
const NEW = 'seven loud herons dancing';

async function open(email: string) {
  const room = openRoom(database);
  const owner = await room.signUp(email, OLD);
  const ask = async () => {
    await room.doors.forgot(visitOf({ email }), null);
    await room.runJobs();
    return room.told.mails.at(-1)?.parameters.token ?? '';
  };
  return { ...room, owner, ask };
}

test('a forgotten password is replaced through the mailed link: all sessions end, nobody is signed in', async () => {
  const { owner, doors, told, passwords, ask } = await open('reset@example.test');
  const token = await ask();
  expect(await passwords.verify(owner.userId, OLD)).toMatchObject({ correct: true });
  expect(told.events).toMatchObject([{ userId: owner.userId, kind: 'reset-requested' }]);

  const reply = await doors.reset(visitOf({ token, password: NEW }), null);
  expect(reply).toMatchObject({ kind: 'done', status: 200, json: { next: 'sign-in' } });
  expect(reply.cookies ?? []).toEqual([]);
  expect(await passwords.verify(owner.userId, NEW)).toMatchObject({ correct: true });
  expect(told.changes).toMatchObject([
    { kind: 'password-reset', actor: { session: null }, after: { setBy: 'reset' }, endSessions: 'all' },
  ]);
  expect(told.rebound).toEqual([owner.email]);
});

test('looking at the link spends nothing, however often', async () => {
  const { doors, ask } = await open('look@example.test');
  const token = await ask();
  for (let i = 0; i < 5; i += 1) {
    expect(await doors.showReset(visitOf({}, { token }), null)).toMatchObject({
      kind: 'page',
      json: { email: 'look@example.test' },
    });
  }
  expect(await doors.reset(visitOf({ token, password: NEW }), null)).toMatchObject({ kind: 'done' });
});

test('a refused password does not spend the link', async () => {
  const { doors, ask } = await open('refused@example.test');
  const token = await ask();
  for (const password of ['', 'short', 'correct horse battery staple', 'refused@example.test']) {
    const reply = await doors.reset(visitOf({ token, password }), null);
    expect(reply).toMatchObject({ kind: 'refusal', problem: { type: 'invalid-input' } });
  }
  expect(await doors.reset(visitOf({ token, password: NEW }), null)).toMatchObject({ kind: 'done' });
});

test('after “this wasn’t me” the password is closed, as one security change, and a link is on its way', async () => {
  const { owner, doors, told, passwords } = await open('close@example.test');
  await database.transaction((tx) => doors.closeUntilReset(tx, owner.userId, CLIENT));
  expect(await passwords.verify(owner.userId, OLD)).toMatchObject({ correct: false, closed: true });
  expect(told.changes).toMatchObject([
    {
      kind: 'password-closed',
      endSessions: 'none',
      secretBefore: expect.stringMatching(/^\$argon2id/),
      parameters: { how: 'closed' },
    },
  ]);
  expect(told.mails.map(({ to }) => to)).toEqual([owner.email]);
  await database.transaction((tx) => doors.closeUntilReset(tx, owner.userId, CLIENT));
  expect(told.changes).toHaveLength(1);
  expect(told.mails).toHaveLength(2);
});

test('a closed password opens again with another one, and not with itself', async () => {
  const { owner, doors, ask } = await open('not-me@example.test');
  await database.transaction((tx) => doors.closeUntilReset(tx, owner.userId, CLIENT));
  const token = await ask();
  const same = await doors.reset(visitOf({ token, password: OLD }), null);
  expect(same).toMatchObject({ problem: { type: 'invalid-input', errors: [{ field: 'password', code: 'blocked' }] } });
  expect(await doors.reset(visitOf({ token, password: NEW }), null)).toMatchObject({ kind: 'done' });
});

test('when any part of the reset fails, the link still works', async () => {
  const { doors, ask, behaviour } = await open('atomic@example.test');
  const token = await ask();
  behaviour.commitFails = true;
  await expect(doors.reset(visitOf({ token, password: NEW }), null)).rejects.toThrow('the journal is away');
  behaviour.commitFails = false;
  expect(await doors.reset(visitOf({ token, password: NEW }), null)).toMatchObject({ kind: 'done' });
});

test('past the mail budget the last link stays valid', async () => {
  const { doors, ask, behaviour, told } = await open('budget@example.test');
  behaviour.mailBudget = 5;
  let token = '';
  for (let i = 0; i < 6; i += 1) token = await ask();
  expect(told.mails).toHaveLength(5);
  expect(told.events).toHaveLength(5);
  expect(await doors.reset(visitOf({ token, password: NEW }), null)).toMatchObject({ kind: 'done' });
});
