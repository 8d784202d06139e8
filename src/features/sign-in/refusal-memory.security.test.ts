/*
 * The attacker keeps sending passwords to an address that waits already. None is evaluated, so no guess limit ever stops
 * them; they are after the database, and after whoever shares the network with them: the owner on a known browser, and
 * other customers (AP-9, RL-1, RL-2, RL-3).
 */
import { beforeEach, describe, expect, test } from 'vitest';
import { openHouse } from '../../../test/house.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { countStatements } from '../passwords/testing.ts';

const house = await openHouse();
const WRONG = 'not the password at all';
let network = 0;

beforeEach(() => {
  network += 1;
  house.clock.advance(3600_000);
});

/** Somebody in the attacker's network. */
const neighbour = (of: Visitor, host: number) => of.elsewhere({ address: `10.66.${network}.${host}` });

async function flood(attacker: Visitor, tries: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < tries; n++) statuses.push((await attacker.signIn(WRONG)).status);
  return statuses;
}

describe.each(['known', 'unknown'])('at %s address', (kind) => {
  test('each try of a flood is 429, and after the first ones costs no more than the look-up of the user', async () => {
    const target = kind === 'known' ? await house.customer() : house.visitor();
    const attacker = neighbour(target, 1);
    const statuses = await flood(attacker, 25);
    expect(statuses).toEqual([...Array(5).fill(401), ...Array(20).fill(429)]);
    const statements = await countStatements(house.database, async () => {
      expect(await flood(attacker, 49)).toEqual(Array(49).fill(429));
    });
    expect(statements).toBe(49);
  });

  test('the repeated answer is the whole answer of before, with honest seconds', async () => {
    const target = kind === 'known' ? await house.customer() : house.visitor();
    const attacker = neighbour(target, 1);
    await flood(attacker, 5);
    const first = await attacker.signIn(WRONG);
    await flood(attacker, 30);
    house.clock.advance(4_000);
    const repeated = await attacker.signIn(WRONG);
    expect(Number(repeated.headers.get('retry-after'))).toBe(Number(first.headers.get('retry-after')) - 4);
    expect({ ...repeated.json, instance: '', detail: '' }).toEqual({ ...first.json, instance: '', detail: '' });
    house.clock.advance(Number(repeated.headers.get('retry-after')) * 1000);
    expect((await attacker.signIn(WRONG)).status).toBe(401);
  });
});

test('neither the owner’s known browser nor another customer of the network is shut out', async () => {
  const owner = neighbour(await house.customer(), 2);
  expect((await owner.signIn()).status).toBe(200);
  const other = neighbour(await house.customer(), 3);
  await flood(neighbour(owner.elsewhere(), 1), 40);
  expect((await owner.signIn()).status).toBe(200);
  expect((await other.signIn()).status).toBe(200);
});

test('a flood at one address does not make another one of the network wait', async () => {
  const [one, two] = [await house.customer(), await house.customer()];
  await flood(neighbour(one, 1), 40);
  expect((await neighbour(two, 1).signIn()).status).toBe(200);
  // Nor from another network at the same address: that one waits by the address's own counter, and no longer.
  house.clock.advance(31_000);
  expect((await one.signIn()).status).toBe(200);
});

test('a network that used up its misses is told so from memory at each address, and a known browser still gets in', async () => {
  const owner = neighbour(await house.customer(), 2);
  await owner.signIn();
  for (let n = 0; n < 100; n++) await neighbour(house.visitor(), 1).signIn(WRONG);
  const attacker = neighbour(house.visitor(), 1);
  expect(new Set(await flood(attacker, 30))).toEqual(new Set([429]));
  const statements = await countStatements(house.database, async () => void (await flood(attacker, 10)));
  expect(statements).toBe(10);
  expect((await owner.signIn()).status).toBe(200);
});

test('hundreds of tries at once at a waiting address leave the budget of their network as it was', async () => {
  const [target, other] = [await house.customer(), await house.customer()];
  const attacker = neighbour(target, 1);
  await flood(attacker, 5);
  await Promise.all(Array.from({ length: 300 }, () => attacker.elsewhere().signIn(WRONG)));
  expect((await neighbour(other, 1).signIn()).status).toBe(200);
});

test('a reset opens the address at once, also to the network of the flood', async () => {
  const owner = await house.customer();
  const attacker = neighbour(owner, 1);
  await flood(attacker, 40);
  await owner.post('/forgot-password', { email: owner.email });
  const mail = (await house.mailsTo(owner.email)).at(-1);
  const token = /reset-password\?token=([\w-]+)/.exec(mail?.text ?? '')?.[1];
  const password = 'seven loud herons dancing';
  expect((await owner.post('/reset-password', { token, password })).status).toBe(200);
  expect((await neighbour(owner, 7).signIn(password)).status).toBe(200);
});

test('the tries of a flood are counted in the owner’s history, gathered into one line', async () => {
  const owner = await house.customer();
  const attacker = neighbour(owner, 1);
  await flood(attacker, 5 + 20 + 50 + 30);
  // Thirty of them wait for the next one that is asked about.
  house.clock.advance(11_000);
  expect((await attacker.signIn(WRONG)).status).toBe(429);
  house.clock.advance(60_000);
  await owner.signIn();
  const { events } = (await owner.get('/security/login-history')).json;
  expect(events[0].attemptsBefore).toBe(5 + 20 + 50 + 30 + 1);
  expect(events.filter(({ cause }: { cause: string }) => cause === 'waiting')).toMatchObject([{ times: 101 }]);
});
