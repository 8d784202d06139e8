/*
 * Six people with different roles do what they like, many things at once: invite, accept, promote, demote, suspend,
 * resume, remove, leave, offer ownership and stop it, while time passes. Whatever they do, an active owner remains, and the
 * trail read from its beginning explains every right that anybody holds: each was given by somebody who held it then.
 */
import { expect, test } from 'vitest';
import { openHouse } from '../../../test/house.ts';
import { accountOf, idOf, signedInCustomer } from '../../../test/team.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { DAY, HOUR } from '../../foundations/clock.ts';
import { createCatalogue } from './catalogue.ts';
import { readCompanyPermissions } from './company-permissions.ts';
import { ROLES, type Role } from './role.ts';

const house = await openHouse();
const catalogue = createCatalogue(readCompanyPermissions(undefined));

interface Line {
  kind: string;
  actor: string | null;
  subject: string | null;
  before: { role?: Role | null };
  after: { role?: Role | null };
}

interface Place {
  role: Role;
  state: 'active' | 'suspended' | 'waiting';
}

/** Reads the trail and returns who stands where after it; complains of a line whose actor could not have done it. */
function replay(lines: readonly Line[], founder: string): Map<string, Place> {
  const places = new Map<string, Place>([[founder, { role: 'owner', state: 'active' }]]);
  for (const [index, line] of lines.entries()) {
    const subject = line.subject ?? '';
    const place = places.get(subject);
    const actor = places.get(line.actor ?? '');
    const mayChange = (held: Role, given: Role) =>
      actor?.state === 'active' &&
      (actor.role === 'owner' || actor.role === 'administrator') &&
      catalogue.covers(actor.role, held) &&
      catalogue.covers(actor.role, given);
    const about = `${index}: ${JSON.stringify(line)}, the actor being ${JSON.stringify(actor)}`;
    const role = line.after.role ?? null;
    switch (line.kind) {
      case 'invitation-sent':
        expect(role !== null && mayChange(role, role), about).toBe(true);
        break;
      case 'invitation-accepted':
        expect(place, about).toBeUndefined();
        if (role) places.set(subject, { role, state: 'active' });
        break;
      case 'ownership-waiting':
        if (place === undefined) places.set(subject, { role: 'owner', state: 'waiting' });
        break;
      case 'ownership-passed':
        expect(line.actor, about).toBeNull();
        places.set(subject, { role: 'owner', state: 'active' });
        break;
      case 'ownership-stopped':
        if (place?.state === 'waiting') places.delete(subject);
        break;
      case 'role-changed':
        expect(place && role && mayChange(place.role, role), about).toBe(true);
        if (place && role) places.set(subject, { ...place, role });
        break;
      case 'member-suspended':
        expect(place && mayChange(place.role, place.role), about).toBe(true);
        if (place) places.set(subject, { ...place, state: 'suspended' });
        break;
      case 'member-resumed':
      case 'suspension-ended':
        if (place) places.set(subject, { ...place, state: 'active' });
        break;
      case 'member-removed':
        expect(place && mayChange(place.role, place.role), about).toBe(true);
        places.delete(subject);
        break;
      case 'member-left':
        expect(line.actor, about).toBe(line.subject);
        places.delete(subject);
        break;
    }
    const owners = [...places.values()].filter(({ role: held, state }) => held === 'owner' && state === 'active');
    expect(owners.length, about).toBeGreaterThanOrEqual(1);
  }
  return places;
}

/** The same numbers for the same seed, so that a failure can be looked at again. */
function createDice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

test.each([11, 2026, 48])(
  'whatever a team does at once, an owner remains and nobody holds more than was given (seed %i)',
  {
    timeout: 240_000,
  },
  async (seed) => {
    const dice = createDice(seed);
    const pick = <T>(from: readonly T[]): T => from[dice(from.length)] as T;
    const founder = await signedInCustomer(house);
    const account = await accountOf(founder);
    const people = [founder];
    for (let index = 0; index < 5; index += 1) people.push(await signedInCustomer(house));
    const ids = new Map<Visitor, string>();
    for (const person of people) ids.set(person, await idOf(person));
    const pool = house.database.pool;

    async function act(person: Visitor, what: number): Promise<number> {
      const target = pick(people);
      const path = `/account/users/${ids.get(target)}`;
      const until = new Date(house.clock.now().getTime() + HOUR).toISOString();
      const acts: (() => Promise<{ status: number }>)[] = [
        () => person.post('/account/invitations', { email: target.email, role: pick(ROLES) }),
        () => accept(person),
        () => accept(person),
        () => person.post(`${path}/role`, { role: pick(ROLES) }),
        () => person.post(`${path}/role`, { role: 'owner' }),
        () => person.post(`${path}/suspend`, dice(2) ? { until } : {}),
        () => person.post(`${path}/resume`),
        () => person.post(`${path}/remove`),
        () => person.post(`${path}/stop-ownership`),
        () => person.post('/account/leave', { account }),
      ];
      return (await pick(acts.slice(what))()).status;
    }

    async function accept(person: Visitor): Promise<{ status: number }> {
      const mail = (await house.parts.mailbox.list(2000)).find(
        ({ to, text }) => to.includes(person.email) && text.includes('/invitations/'),
      );
      const token = /\/invitations\/([\w-]{43})/.exec(mail?.text ?? '')?.[1];
      return token === undefined ? { status: 0 } : person.post(`/invitations/${token}`, { accept: true });
    }

    const statuses = new Map<number, number>();
    for (let round = 0; round < 30; round += 1) {
      // What a machine in real time never forgets: the mails went out, and who is in may be there.
      await pool.query('delete from rate_limits');
      await house.parts.jobs.runPending();
      for (const person of people) {
        await person.signIn();
        await person.post('/account/switch', { account });
      }
      const batch = Array.from({ length: 8 }, () => act(pick(people), 0));
      for (const status of await Promise.all(batch)) statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (dice(3) === 0) house.clock.advance(pick([HOUR, 2 * DAY]));
      const { rows } = await pool.query(
        `select count(*)::int as count from memberships where account_id = $1 and role = 'owner' and state = 'active'`,
        [account],
      );
      expect(rows[0].count, `round ${round}`).toBeGreaterThanOrEqual(1);
    }
    await house.parts.jobs.runPending();

    const lines = await pool.query<Line>(
      `select kind, actor_user_id as actor, subject_user_id as subject, before_value as before, after_value as after
       from account_activity where account_id = $1 order by seq`,
      [account],
    );
    const explained = [...replay(lines.rows, ids.get(founder) ?? '')].map(([id, place]) => [
      id,
      place.role,
      place.state,
    ]);
    const { rows } = await pool.query('select user_id, role, state from memberships where account_id = $1', [account]);
    expect(rows.map(({ user_id, role, state }) => [user_id, role, state]).sort()).toEqual(explained.sort());
    // The dice did try things, and nothing of it was a failure of ours.
    expect(statuses.get(200) ?? 0).toBeGreaterThan(10);
    expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
  },
);
