import type { House } from '../../../test/house.ts';
import { accountOf, idOf, must, signedInCustomer } from '../../../test/team.ts';
import type { Answer, Visitor } from '../../../test/visitor.ts';
import { DAY } from '../../foundations/clock.ts';

export interface Team {
  account: string;
  /** In whose session the thief sits. */
  owner: Visitor;
  /** The other owner. */
  second: Visitor;
  member: Visitor;
  ids: { owner: string; second: string; member: string };
}

/** Two owners and a technical member, all signed in just now and in the first owner's account. */
export async function team(house: House): Promise<Team> {
  const owner = await signedInCustomer(house);
  const second = await signedInCustomer(house);
  const member = await signedInCustomer(house);
  const account = await accountOf(owner);
  const ids = { owner: await idOf(owner), second: await idOf(second), member: await idOf(member) };
  await house.database.pool.query(
    `insert into memberships (account_id, user_id, role, state, joined_at)
     values ($1, $2, 'owner', 'active', $4), ($1, $3, 'technical', 'active', $4)`,
    [account, ids.second, ids.member, house.clock.now()],
  );
  for (const visitor of [second, member]) must(200, await visitor.post('/account/switch', { account }));
  return { account, owner, second, member, ids };
}

export async function backIn({ account, visitors }: { account: string; visitors: Visitor[] }): Promise<void> {
  for (const visitor of visitors) {
    must(200, await visitor.signIn());
    must(200, await visitor.post('/account/switch', { account }));
  }
}

/** The link in the latest mail to this address whose subject says so. */
export async function objectionLink(house: House, { email }: { email: string }, subject = /./): Promise<string> {
  const link = /\/objections\/([\w-]{43})/;
  const mail = (await house.mailsTo(email)).findLast((one) => subject.test(one.subject) && link.test(one.text));
  const token = link.exec(mail?.text ?? '')?.[1];
  if (token === undefined) throw new Error(`no link was mailed to ${email}`);
  return token;
}

export function stop(house: House, token: string, by = house.visitor()): Promise<Answer> {
  return by.post(`/objections/${token}`);
}

/** In a browser that nobody has seen. */
export function undo(visitor: Visitor, token: string, password = visitor.password): Promise<Answer> {
  return visitor.elsewhere().post(`/objections/${token}/undo`, { method: 'password', password });
}

export async function membershipOf(house: House, account: string, userId: string) {
  const { rows } = await house.database.pool.query(
    'select role, state, suspended_until, owner_from from memberships where account_id = $1 and user_id = $2',
    [account, userId],
  );
  return rows[0] ?? null;
}

export async function frozenUntil(house: House, account: string): Promise<Date | null> {
  const { rows } = await house.database.pool.query('select frozen_until from accounts where id = $1', [account]);
  return rows[0].frozen_until;
}

export function dayIn(house: House, days: number): string {
  return new Date(house.clock.now().getTime() + days * DAY).toISOString().slice(0, 10);
}
