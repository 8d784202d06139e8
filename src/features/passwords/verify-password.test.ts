import { expect, test } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { createPasswords } from './index.ts';
import { CHEAP, openRoom } from './testing.ts';

const database = await openTestDatabase();
const room = openRoom(database);
const PASSWORD = 'three quiet lanterns';

async function storedHash(userId: string): Promise<string | null> {
  return database.transaction((tx) => room.passwords.currentHash(tx, userId));
}

test('the right password is correct, a wrong one and one for nobody are not', async () => {
  const { userId } = await room.signUp('verify@example.test', PASSWORD);
  expect(await room.passwords.verify(userId, PASSWORD)).toEqual({ correct: true, closed: false, mustChange: false });
  const wrong = { correct: false, closed: false, mustChange: false };
  expect(await room.passwords.verify(userId, `${PASSWORD} `)).toEqual(wrong);
  expect(await room.passwords.verify(null, PASSWORD)).toEqual(wrong);
  expect(await room.passwords.verify('usr_nobody', PASSWORD)).toEqual(wrong);
});

test('age alone never spoils a password', async () => {
  const { userId } = await room.signUp('age@example.test', PASSWORD);
  room.clock.at = new Date(room.clock.at.getTime() + 400 * 24 * 3600 * 1000);
  expect(await room.passwords.verify(userId, PASSWORD)).toEqual({ correct: true, closed: false, mustChange: false });
});

test('a closed password proves nothing until it is set anew, and the owner’s history may know that it matched', async () => {
  const { userId } = await room.signUp('closed@example.test', PASSWORD);
  await database.transaction((tx) => room.passwords.close(tx, userId));
  expect(await room.passwords.verify(userId, PASSWORD)).toEqual({ correct: false, closed: true, mustChange: false });
  expect(await room.passwords.verify(userId, 'something else entirely')).toMatchObject({
    correct: false,
    closed: false,
  });

  const hash = await room.passwords.hash('four loud lanterns');
  await database.transaction((tx) => room.passwords.set(tx, userId, hash, 'reset'));
  expect(await room.passwords.verify(userId, 'four loud lanterns')).toMatchObject({ correct: true, closed: false });
});

test('a compromised password still signs in and says that it must be changed, until it is', async () => {
  const { userId } = await room.signUp('compromised@example.test', PASSWORD);
  await database.transaction((tx) => room.passwords.markCompromised(tx, userId));
  expect(await room.passwords.verify(userId, PASSWORD)).toMatchObject({ correct: true, mustChange: true });
  const hash = await room.passwords.hash('four loud lanterns');
  await database.transaction((tx) => room.passwords.set(tx, userId, hash, 'change'));
  expect(await room.passwords.verify(userId, 'four loud lanterns')).toMatchObject({ correct: true, mustChange: false });
});

test('a hash weaker than today’s is made anew at the next right password, and only then', async () => {
  const { userId } = await room.signUp('rehash@example.test', PASSWORD);
  const { clock } = room;
  const stronger = createPasswords({ database, clock, serviceNames: [], hashing: { cost: { ...CHEAP, passes: 3 } } });
  const before = await storedHash(userId);
  await stronger.verify(userId, 'not the password at all');
  expect(await storedHash(userId)).toBe(before);
  expect(await stronger.verify(userId, PASSWORD)).toMatchObject({ correct: true });
  expect(await storedHash(userId)).toMatch(/^\$argon2id\$v=19\$m=8,t=3,p=1\$/);
  expect(await stronger.verify(userId, PASSWORD)).toMatchObject({ correct: true });
});

test('the table refuses anything that is no Argon2id hash', async () => {
  const { userId } = await room.signUp('plain@example.test', PASSWORD);
  const asTyped = database.transaction((tx) => room.passwords.set(tx, userId, PASSWORD, 'change'));
  await expect(asTyped).rejects.toThrow('passwords_hash_is_argon2id');
});
