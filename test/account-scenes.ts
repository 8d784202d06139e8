import { addressScene } from './address-scenes.ts';
import { bodyFor } from './door-bodies.ts';
import type { House } from './house.ts';
import { accountOf, idOf, invite, joinTeam, must, signedInCustomer } from './team.ts';
import type { Visitor } from './visitor.ts';

interface Scene {
  /** What the door's `:id` is. */
  id?: string;
  body: object;
}

/** What must be there for a door to act for `owner`, who is signed in; by the door's name. */
export async function sceneFor(door: string, house: House, owner: Visitor): Promise<Scene> {
  const body = bodyFor(door, owner);
  if (door === 'POST /account/leave') {
    const other = await signedInCustomer(house);
    const token = await invite(house, other, owner.email, 'technical');
    must(200, await owner.post(`/invitations/${token}`, { accept: true }));
    return { body: { account: await accountOf(other) } };
  }
  if (door.startsWith('POST /account/users/')) {
    const member = await joinTeam(house, owner, door.endsWith('/stop-ownership') ? 'owner' : 'technical');
    const id = await idOf(member);
    if (door.endsWith('/resume')) must(200, await owner.post(`/account/users/${id}/suspend`));
    return { id, body };
  }
  if (door.startsWith('POST /account/invitations/')) {
    const { id } = must(
      201,
      await owner.post('/account/invitations', bodyFor('POST /account/invitations', owner)),
    ).json;
    return { id, body };
  }
  return { body: (await addressScene(door, house, owner)) ?? body };
}
