import { expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { CLIENT, openRoom, visitOf } from './testing.ts';

const database = await openTestDatabase();
const OLD = 'three quiet lanterns';
const NEW = 'seven loud herons dancing';

async function open(email: string) {
  const room = openRoom(database);
  return { ...room, owner: await room.signUp(email, OLD) };
}

test('with the present password the new one is set, as one security change', async () => {
  const { owner, doors, told, passwords } = await open('change@example.test');
  const reply = await doors.change(visitOf({ current: OLD, password: NEW }), owner);
  expect(reply).toMatchObject({ kind: 'done', status: 200, location: '/security/password?done=changed' });
  expect(await passwords.verify(owner.userId, NEW)).toMatchObject({ correct: true });
  expect(await passwords.verify(owner.userId, OLD)).toMatchObject({ correct: false });
  expect(told.rebound).toEqual([owner.email]);
  expect(told.changes).toHaveLength(1);
  expect(told.changes[0]).toMatchObject({
    userId: owner.userId,
    kind: 'password-changed',
    actor: {
      client: CLIENT,
      session: { id: owner.id, userId: owner.userId, methods: ['password'], assurance: 'aal1' },
    },
    before: { setBy: 'sign-up' },
    after: { setBy: 'change' },
    secretBefore: expect.stringMatching(/^\$argon2id/),
    endSessions: 'others',
    mail: { name: 'password-changed' },
    parameters: { how: 'change' },
  });
});

test('without the present password nothing is tried', async () => {
  const { owner, doors, told, passwords } = await open('omitted@example.test');
  const reply = await doors.change(visitOf({ password: NEW }), owner);
  expect(reply).toMatchObject({ problem: { type: 'invalid-input', errors: [{ field: 'current', code: 'required' }] } });
  expect(told.tries).toBe(0);
  expect(await passwords.verify(owner.userId, OLD)).toMatchObject({ correct: true });
});

test('a wrong present password is refused and counted', async () => {
  const { owner, doors, told, passwords } = await open('wrong@example.test');
  const reply = await doors.change(visitOf({ current: 'not this one at all', password: NEW }), owner);
  expect(reply).toMatchObject({ problem: { type: 'not-allowed', errors: [{ field: 'current', code: 'wrong' }] } });
  expect(told.tries).toBe(1);
  expect(told.changes).toEqual([]);
  expect(await passwords.verify(owner.userId, OLD)).toMatchObject({ correct: true });
});

test('while waiting nothing is evaluated and the wait is told', async () => {
  const { owner, doors, told, behaviour } = await open('waiting@example.test');
  behaviour.waitSeconds = 42;
  const reply = await doors.change(visitOf({ current: OLD, password: NEW }), owner);
  expect(reply).toMatchObject({ problem: { type: 'too-many-requests', retryAfterSeconds: 42 } });
  expect(told.tries).toBe(0);
});

test.each([
  ['too short', 'x'.repeat(14), 'too-short'],
  ['on the list', 'correct horse battery staple', 'blocked'],
  ['the own address', 'context@example.test', 'contains-only-context'],
  ['the old one again', OLD, 'blocked'],
])(
  'a new password that is %s is refused at its field, and no try is used up by the first three',
  async (_, password, code) => {
    const { owner, doors, told, passwords } = await open(`context${code}${password.length}@example.test`);
    const reply = await doors.change(visitOf({ current: OLD, password }), { ...owner, email: 'context@example.test' });
    expect(reply).toMatchObject({ problem: { type: 'invalid-input', errors: [{ field: 'password', code }] } });
    expect(told.tries).toBe(password === OLD ? 1 : 0);
    expect(await passwords.verify(owner.userId, OLD)).toMatchObject({ correct: true });
  },
);

test('when any part of the change fails, the old password stays', async () => {
  const { owner, doors, behaviour, passwords } = await open('atomic@example.test');
  behaviour.commitFails = true;
  await expect(doors.change(visitOf({ current: OLD, password: NEW }), owner)).rejects.toThrow('the journal is away');
  expect(await passwords.verify(owner.userId, OLD)).toMatchObject({ correct: true });
  expect(await passwords.verify(owner.userId, NEW)).toMatchObject({ correct: false });
});

test('an unknown field is refused: there are no hints', async () => {
  const { owner, doors } = await open('hint@example.test');
  const reply = await doors.change(visitOf({ current: OLD, password: NEW, hint: 'herons' }), owner);
  expect(reply).toMatchObject({ problem: { errors: [{ field: 'hint', code: 'unknown' }] } });
});
