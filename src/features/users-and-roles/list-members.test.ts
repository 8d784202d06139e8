import { expect, test } from 'vitest';
import { openHouse } from '../../../test/house.ts';
import { addPasskey } from '../../../test/passkey-device.ts';
import { accountOf, idOf, joinTeam, must, signedInCustomer } from '../../../test/team.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { MINUTE } from '../../foundations/clock.ts';
import { countStatements } from '../passwords/testing.ts';

const house = await openHouse();

/** Members with inviters of their own, so that each row has something to be looked up. */
async function join(owner: Visitor, from: number, to: number): Promise<void> {
  await house.database.pool.query(
    `with people as (
       insert into users (id, email, name, locale, time_zone, created_at)
       select 'usr_listed' || n, 'listed' || n || '@example.test', 'Listed ' || n, 'en', 'UTC', now()
         from generate_series($1::int, $2::int) n returning id
     )
     insert into memberships (account_id, user_id, role, state, joined_at, invited_by)
     select $3, id, 'auditor', 'active', now(), id from people`,
    [from, to, await accountOf(owner)],
  );
}

async function statementsOf(owner: Visitor, members: number): Promise<number> {
  const look = async () => {
    const { json } = must(200, await owner.get('/account/users'));
    expect([json.members.length, json.next]).toEqual([members, null]);
  };
  // The first look at others is noted; the next ones find it noted.
  await look();
  return countStatements(house.database, look);
}

test('a page of twenty members takes as many statements as a page of two', async () => {
  const owner = await signedInCustomer(house);
  await addPasskey(owner);
  const ofOne = await statementsOf(owner, 1);
  await join(owner, 1, 1);
  const ofTwo = await statementsOf(owner, 2);
  await join(owner, 2, 19);
  const ofTwenty = await statementsOf(owner, 20);
  // Alone, there is no look at others that could have been noted.
  expect([ofTwo, ofTwenty]).toEqual([ofOne + 1, ofOne + 1]);
  const page = (await owner.page('/account/users')).text;
  expect([page.includes('Listed 19'), page.includes('Has a passkey')]).toEqual([true, true]);
});

test('says of each when they signed in last, in the list, on the page and of one alone', async () => {
  const owner = await signedInCustomer(house);
  const times = [house.clock.now()];
  const member = await joinTeam(house, owner, 'technical');
  for (const visitor of [member, owner]) {
    house.clock.advance(20 * MINUTE);
    must(200, await visitor.signIn());
    times.push(house.clock.now());
  }
  await join(owner, 31, 31);
  const { members } = must(200, await owner.get('/account/users')).json;
  const [, ofMember, ofOwner] = times.map((time) => time.toISOString());
  expect(
    Object.fromEntries(members.map((one: { id: string; lastSignInAt: string | null }) => [one.id, one.lastSignInAt])),
  ).toEqual({ [await idOf(owner)]: ofOwner, [await idOf(member)]: ofMember, usr_listed31: null });
  expect((await owner.get(`/account/users/${await idOf(member)}`)).json.lastSignInAt).toBe(ofMember);
  const page = (await owner.page('/account/users')).text;
  for (const time of [ofMember, ofOwner]) expect(page).toContain(`datetime="${time}"`);
  expect(page).toContain('Never');
});

test('one member alone is looked up like a page', async () => {
  const owner = await signedInCustomer(house);
  const { json } = must(200, await owner.get(`/account/users/${await idOf(owner)}`));
  expect(json).toMatchObject({ secondFactor: false, passkey: false, passkeyOnly: false });
  expect(Date.parse(json.lastSignInAt)).toBe(house.clock.now().getTime());
});
