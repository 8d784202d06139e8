import type { House } from './house.ts';
import type { Answer, Visitor, VisitorOptions } from './visitor.ts';

/** The newest invitation that this address got, by the token in its link. */
export async function invitationTo(house: House, email: string): Promise<string> {
  const mail = (await house.mailsTo(email)).findLast(({ text }) => text.includes('/invitations/'));
  const token = /\/invitations\/([\w-]{43})/.exec(mail?.text ?? '')?.[1];
  if (token === undefined) throw new Error(`no invitation to ${email}`);
  return token;
}

export async function accountOf(visitor: Visitor): Promise<string> {
  return (await visitor.get('/session')).json.account.id;
}

export async function idOf(visitor: Visitor): Promise<string> {
  return (await visitor.get('/session')).json.user.id;
}

export async function invite(house: House, inviter: Visitor, email: string, role: string): Promise<string> {
  must(201, await inviter.post('/account/invitations', { email, role }));
  return invitationTo(house, email);
}

/** A customer, signed in and in an account of their own. */
export async function signedInCustomer(house: House, options?: VisitorOptions): Promise<Visitor> {
  const visitor = await house.customer(options);
  must(200, await visitor.signIn());
  return visitor;
}

/** A new customer who was invited, accepted, and is in the inviter's account now. */
export async function joinTeam(house: House, inviter: Visitor, role: string): Promise<Visitor> {
  const member = await signedInCustomer(house);
  const token = await invite(house, inviter, member.email, role);
  must(200, await member.post(`/invitations/${token}`, { accept: true }));
  if (role !== 'owner') must(200, await member.post('/account/switch', { account: await accountOf(inviter) }));
  return member;
}

/** A second owner, the wait being over. */
export async function joinAsOwner(house: House, inviter: Visitor): Promise<Visitor> {
  const owner = await joinTeam(house, inviter, 'owner');
  house.clock.advance(48 * 3600 * 1000);
  for (const visitor of [inviter, owner]) must(200, await visitor.signIn());
  must(200, await owner.post('/account/switch', { account: await accountOf(inviter) }));
  return owner;
}

export function must(status: number, answer: Answer): Answer {
  if (answer.status !== status) throw new Error(`expected ${status}, got ${answer.status}: ${answer.text}`);
  return answer;
}
