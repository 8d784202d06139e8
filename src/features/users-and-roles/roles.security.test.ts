/*
 * A member with a small role walks along every door of the account and tries all of them; so does one who is suspended,
 * one who only waits to become an owner, and somebody who is no member at all. What each may do is the documented table
 * (MR-1), so every cell is generated from it and asserted: role × door.
 */
import { describe, expect, test } from 'vitest';
import { addressOf, bodyFor } from '../../../test/door-bodies.ts';
import { openHouse } from '../../../test/house.ts';
import { accountOf, idOf, joinTeam, must, signedInCustomer } from '../../../test/team.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { countStatements } from '../passwords/testing.ts';
import { createCatalogue } from './catalogue.ts';
import { readCompanyPermissions } from './company-permissions.ts';
import { ACCOUNT_PERMISSIONS, ROLES_WITH } from './permission.ts';
import { ROLES, type Role } from './role.ts';

const house = await openHouse();
const founder = await signedInCustomer(house);
const members = new Map<Role | 'suspended' | 'waiting' | 'stranger', Visitor>([['owner', founder]]);
for (const role of ROLES.filter((name) => name !== 'owner')) members.set(role, await joinTeam(house, founder, role));
const suspended = await joinTeam(house, founder, 'administrator');
must(200, await founder.post(`/account/users/${await idOf(suspended)}/suspend`));
members.set('suspended', suspended);
const waiting = await joinTeam(house, founder, 'owner');
members.set('waiting', waiting);
members.set('stranger', await signedInCustomer(house));

const doors = house.parts.routes.flatMap(({ method, path, guardName }) => {
  const permission = ACCOUNT_PERMISSIONS.find((name) => guardName.startsWith(`signed in: ${name}`));
  return permission ? [{ method, path, permission }] : [];
});

/** Nobody is there under this id: a door that lets one in finds nothing, and changes nothing. */
const NOBODY = 'usr_aaaaaaaaaaaaaaaaaaaaaaaaaa';

test('every door of the account asks for a permission of the table, and every permission has a door', () => {
  const inAccount = house.parts.routes.filter(({ path }) => /^\/account(\/|$)/.test(path));
  const own = inAccount.filter(({ guardName }) => guardName.startsWith('signed in: own-memberships'));
  expect(own.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
    'GET /account/switch',
    'POST /account/leave',
    'POST /account/refuse-invitations',
    'POST /account/switch',
  ]);
  expect(doors.length).toBe(inAccount.length - own.length);
  expect(new Set(doors.map(({ permission }) => permission))).toEqual(new Set(ACCOUNT_PERMISSIONS));
});

describe.each([...members.keys()])('as %s', (who) => {
  test.each(doors)('$method $path', async ({ method, path, permission }) => {
    const visitor = members.get(who);
    if (!visitor) throw new Error('nobody');
    // A stranger and a waiting one are owners of their own account: there they may, and nothing of this one is in it.
    if (who === 'stranger' || who === 'waiting') {
      const id = await idOf(founder);
      const answer = await visitor.send(method, addressOf(path, { id }), method === 'POST' ? {} : undefined);
      expect(answer.text).not.toContain(founder.email);
      return;
    }
    const allowed = who !== 'suspended' && ROLES_WITH[permission].includes(who);
    // Not what it takes: whoever is let in gets no further than the first look at it.
    const body = method === 'POST' ? bodyWithout(`${method} ${path}`, visitor) : undefined;
    const answer = await visitor.send(method, addressOf(path, { id: NOBODY }), body);
    if (allowed) expect([200, 201, 404, 422]).toContain(answer.status);
    else expect([answer.status, answer.json?.type]).toEqual([403, expect.stringMatching(/\/not-allowed$/)]);
  });
});

function bodyWithout(door: string, visitor: Visitor): object {
  const body = bodyFor(door, visitor);
  return door.includes(':id') ? body : { ...body, unknown: true };
}

test('a suspended member and one who waits cannot come in by the switch; both look as if it was not there', async () => {
  const account = await accountOf(founder);
  for (const visitor of [waiting, members.get('stranger')]) {
    const there = await visitor?.post('/account/switch', { account });
    const nowhere = await visitor?.post('/account/switch', { account: 'acc_aaaaaaaaaaaaaaaaaaaaaaaaaa' });
    expect([there?.status, nowhere?.status]).toEqual([404, 404]);
  }
  const home = (await suspended.get('/account/switch')).json.accounts[0].id;
  must(200, await suspended.post('/account/switch', { account: home }));
  expect((await suspended.post('/account/switch', { account })).status).toBe(404);
});

test.each([
  ['en', 'Yes', 'No'],
  ['fr', 'Oui', 'Non'],
] as const)(
  'the table on the page says of every role and permission what the catalogue holds (%s)',
  async (locale, yes, no) => {
    must(200, await founder.post('/personal-information', { name: founder.name, locale, timeZone: 'UTC' }));
    const { text } = await founder.page('/account/roles');
    const rows = [...text.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) => row);
    const shown = rows.flatMap((row) => {
      const name = /<code[^>]*>([^<]+)<\/code>/.exec(row)?.[1];
      const cells = [...row.matchAll(/<span class="unseen">([^<]+)<\/span>/g)].map(([, cell]) => cell);
      return name ? [[name, ...cells]] : [];
    });
    const { permissions } = createCatalogue(readCompanyPermissions(undefined));
    expect(shown).toEqual(
      permissions.map(({ name, roles }) => [name, ...ROLES.map((role) => (roles.includes(role) ? yes : no))]),
    );
  },
);

test('session and decision cost one statement at every door of the account, whoever comes', async () => {
  const technical = members.get('technical');
  if (!technical) throw new Error('nobody');
  for (const visitor of [technical, founder]) must(200, await visitor.get('/session'));
  const denied = doors.filter(({ permission }) => !ROLES_WITH[permission].includes('technical'));
  expect(denied.length).toBeGreaterThan(10);
  for (const { method, path } of denied) {
    const body = method === 'POST' ? bodyFor(`${method} ${path}`, technical) : undefined;
    const count = await countStatements(house.database, async () => {
      expect((await technical.send(method, addressOf(path, { id: NOBODY }), body)).status).toBe(403);
    });
    expect(count, `${method} ${path}`).toBe(1);
  }
});

describe('nobody grants above their own permissions (MR-3)', () => {
  const catalogue = createCatalogue(readCompanyPermissions(undefined));
  const pairs = ROLES.flatMap((giver) => ROLES.map((given) => [giver, given] as const));

  test.each(pairs)('%s gives %s only when that holds nothing more', (giver, given) => {
    const more = [...catalogue.permissionsOf(given)].filter((name) => !catalogue.permissionsOf(giver).has(name));
    expect(catalogue.covers(giver, given)).toBe(more.length === 0 && (given !== 'owner' || giver === 'owner'));
  });

  test('an administrator makes no owner, touches none, and gives none of an owner’s invitations a second life', async () => {
    const administrator = members.get('administrator');
    if (!administrator) throw new Error('nobody');
    const [ownerId, technicalId] = [await idOf(founder), await idOf(members.get('technical') ?? founder)];
    const stranger = house.visitor();
    const { id } = must(201, await founder.post('/account/invitations', { email: stranger.email, role: 'owner' })).json;
    for (const [path, body] of [
      [`/account/users/${technicalId}/role`, { role: 'owner' }],
      [`/account/users/${await idOf(administrator)}/role`, { role: 'owner' }],
      ['/account/invitations', { email: house.visitor().email, role: 'owner' }],
      ['/account/invitations', { email: stranger.email, role: 'auditor' }],
      [`/account/invitations/${id}/resend`, {}],
      [`/account/invitations/${id}/revoke`, {}],
      [`/account/users/${ownerId}/role`, { role: 'auditor' }],
      [`/account/users/${ownerId}/suspend`, {}],
      [`/account/users/${ownerId}/remove`, {}],
      [`/account/users/${await idOf(waiting)}/remove`, {}],
      [`/account/users/${await idOf(waiting)}/stop-ownership`, {}],
    ] as const) {
      expect((await administrator.post(path, body)).status, path).toBe(403);
    }
  });

  test('fields that must not be written are refused, in the body and at every door', async () => {
    for (const field of ['accountId', 'account_id', 'state', 'owner_from', 'invited_by', 'permissions']) {
      const body = { email: house.visitor().email, role: 'auditor', [field]: 'x' };
      expect((await founder.post('/account/invitations', body)).status).toBe(422);
      const id = await idOf(founder);
      expect((await founder.post(`/account/users/${id}/role`, { role: 'owner', [field]: 'x' })).status).toBe(422);
    }
    expect((await founder.post('/personal-information', { role: 'owner' })).status).toBe(422);
  });
});
