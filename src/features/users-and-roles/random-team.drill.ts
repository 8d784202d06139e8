/*
 * Six people with different roles do what they like, many things at once: invite, accept, promote, demote, suspend,
 * resume, remove, leave, offer ownership and stop it, while time passes, invitations expire and the operator shuts somebody
 * out. Whatever they do, an active owner remains, and the
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
  at: Date;
  actor: string | null;
  subject: string | null;
  address: string | null;
  before: { role?: Role | null };
  after: { role?: Role | null };
}

interface Place {
  role: Role;
  state: 'active' | 'suspended' | 'waiting';
}

interface Offer {
  role: Role;
  by: string;
  at: Date;
}

const INVITED_FOR = 72 * HOUR;
const WAIT = 48 * HOUR;

/** Reads the trail of a team and returns who stands where after it; complains of a line whose actor could not have done it. */
function replay(lines: readonly Line[], team: ReadonlyMap<string, Role>): Map<string, Place> {
  const places = new Map<string, Place>([...team].map(([id, role]) => [id, { role, state: 'active' }]));
  /** What was offered last to an address. */
  const offers = new Map<string, Offer>();
  /** Since when somebody waits to become an owner, and who offered it. */
  const waits = new Map<string, Offer>();
  for (const [index, line] of lines.entries()) {
    const subject = line.subject ?? '';
    const address = line.address ?? '';
    const place = places.get(subject);
    const holds = (id: string | null, ...roles: Role[]) => {
      const held = places.get(id ?? '');
      return held?.state === 'active' && roles.every((role) => catalogue.covers(held.role, role)) ? held.role : null;
    };
    const mayChange = (id: string | null, ...roles: Role[]) =>
      ['owner', 'administrator'].includes(holds(id, ...roles) ?? '');
    const about = `${index}: ${JSON.stringify(line)}, the actor being ${JSON.stringify(places.get(line.actor ?? ''))}`;
    const role = line.after.role ?? null;
    const isRight = (condition: unknown) => expect(Boolean(condition), about).toBe(true);
    /** An offer is as good as the right of whoever made it, at this moment. */
    const isGood = (offer: Offer | undefined, lastsFor: number) =>
      offer && mayChange(offer.by, offer.role) && line.at.getTime() < offer.at.getTime() + lastsFor;
    switch (line.kind) {
      case 'invitation-sent':
        isRight(role && mayChange(line.actor, role));
        if (role) offers.set(address, { role, by: line.actor ?? '', at: line.at });
        break;
      case 'invitation-revoked':
      case 'invitation-declined':
        offers.delete(address);
        break;
      case 'invitation-accepted':
        isRight(place === undefined && line.actor === subject);
        isRight(isGood(offers.get(address), INVITED_FOR) && offers.get(address)?.role === role && role !== 'owner');
        offers.delete(address);
        if (role) places.set(subject, { role, state: 'active' });
        break;
      case 'ownership-waiting': {
        const offer = offers.get(address);
        isRight(line.actor === subject && isGood(offer, INVITED_FOR) && offer?.role === 'owner');
        offers.delete(address);
        if (offer) waits.set(subject, { ...offer, at: line.at });
        if (place === undefined) places.set(subject, { role: 'owner', state: 'waiting' });
        break;
      }
      case 'ownership-passed': {
        const wait = waits.get(subject);
        isRight(line.actor === null && wait && holds(wait.by, 'owner'));
        isRight(line.at.getTime() >= (wait?.at.getTime() ?? Number.POSITIVE_INFINITY) + WAIT);
        waits.delete(subject);
        places.set(subject, { role: 'owner', state: 'active' });
        break;
      }
      case 'ownership-stopped': {
        // By an owner, by whoever would have become one, or by itself when whoever offered it is an owner no more.
        const byItself = line.actor === null && !holds(waits.get(subject)?.by ?? null, 'owner');
        isRight(waits.has(subject) && (byItself || line.actor === subject || holds(line.actor, 'owner')));
        waits.delete(subject);
        if (place?.state === 'waiting') places.delete(subject);
        break;
      }
      case 'role-changed':
        isRight(place && role && mayChange(line.actor, place.role, role));
        if (place && role) places.set(subject, { ...place, role });
        break;
      case 'member-suspended':
        isRight(place && mayChange(line.actor, place.role));
        if (place) places.set(subject, { ...place, state: 'suspended' });
        break;
      case 'member-resumed':
        isRight(place?.state === 'suspended' && mayChange(line.actor, place.role));
        if (place) places.set(subject, { ...place, state: 'active' });
        break;
      case 'suspension-ended':
        isRight(place?.state === 'suspended' && line.actor === null);
        if (place) places.set(subject, { ...place, state: 'active' });
        break;
      case 'member-removed':
        isRight(place && mayChange(line.actor, place.role));
        places.delete(subject);
        break;
      case 'member-left':
        isRight(place && line.actor === subject);
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
    const pick = <T>(from: readonly T[], index = dice(from.length)): T => from[index] as T;
    const founder = await signedInCustomer(house);
    const account = await accountOf(founder);
    const people = [founder];
    for (let index = 0; index < 5; index += 1) people.push(await signedInCustomer(house));
    const ids = new Map<Visitor, string>();
    for (const person of people) ids.set(person, await idOf(person));
    const pool = house.database.pool;
    // One each, and one who is nobody there: from the first moment on, everybody has something to lose.
    const team = new Map(
      people.slice(0, ROLES.length).map((person, index) => [ids.get(person) ?? '', pick(ROLES, index)]),
    );
    for (const [id, role] of [...team].slice(1)) {
      await pool.query(
        `insert into memberships (account_id, user_id, role, state, joined_at) values ($1, $2, $3, 'active', $4)`,
        [account, id, role, house.clock.now()],
      );
    }

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
      const { rows: inside } = await pool.query<{ user_id: string }>(
        `select user_id from memberships where account_id = $1 and state = 'active' and role in ('owner', 'administrator')
          order by user_id`,
        [account],
      );
      const mighty = people.filter((person) => inside.some(({ user_id }) => user_id === ids.get(person)));
      const batch = Array.from({ length: 8 }, () => act(pick(dice(2) ? mighty : people), 0));
      // Now and then the operator shuts somebody out in the middle of it, and lets them in again later.
      const shutOut = dice(4) === 0 ? pick(people.slice(1)) : null;
      if (shutOut) await house.parts.operator.disable(shutOut.email);
      for (const status of await Promise.all(batch)) statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (shutOut) {
        expect((await shutOut.post(`/account/users/${ids.get(founder)}/remove`)).status).toBe(401);
        expect((await shutOut.signIn()).status).toBe(401);
      }
      // Long enough now and then for waits to pass and for invitations to expire.
      if (dice(3) === 0) house.clock.advance(pick([HOUR, 2 * DAY, 4 * DAY]));
      if (shutOut) await house.parts.operator.enable(shutOut.email);
      const { rows } = await pool.query(
        `select count(*)::int as count from memberships where account_id = $1 and role = 'owner' and state = 'active'`,
        [account],
      );
      expect(rows[0].count, `round ${round}`).toBeGreaterThanOrEqual(1);
    }
    await house.parts.jobs.runPending();

    const lines = await pool.query<Line>(
      `select kind, at, actor_user_id as actor, subject_user_id as subject, subject_email as address,
              before_value as before, after_value as after
       from account_activity where account_id = $1 order by seq`,
      [account],
    );
    const explained = [...replay(lines.rows, team)].map(([id, place]) => [id, place.role, place.state]);
    const { rows } = await pool.query('select user_id, role, state from memberships where account_id = $1', [account]);
    expect(rows.map(({ user_id, role, state }) => [user_id, role, state]).sort()).toEqual(explained.sort());
    expect(new Set(lines.rows.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(5);
    // The dice did try things, and nothing of it was a failure of ours.
    expect(statuses.get(200) ?? 0).toBeGreaterThan(10);
    expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
  },
);
