import { customerWithPhone, must, type Phone } from '../../../test/authenticator-app.ts';
import type { House } from '../../../test/house.ts';
import type { Answer, Visitor } from '../../../test/visitor.ts';
import { DAY, MINUTE } from '../../foundations/clock.ts';

export interface Owner {
  /** A browser that the product has never seen. */
  visitor: Visitor;
  phone: Phone;
  email: string;
}

/** Somebody whose phone has been theirs for so many days, at a browser of nobody's. */
export async function ownerWithPhone(house: House, { days = 8 } = {}): Promise<Owner> {
  const { visitor, phone } = await customerWithPhone(house);
  house.clock.advance(days * DAY);
  return { visitor: visitor.elsewhere(), phone, email: visitor.email };
}

/** The code in the latest mail about a recovery. */
export async function mailedCode(house: House, email: string): Promise<string> {
  const code = /^[A-Z2-7]{5}-[A-Z2-7]{5}$/m;
  const mail = (await house.mailsTo(email)).findLast(({ text }) => code.test(text));
  const found = code.exec(mail?.text ?? '')?.[0];
  if (found === undefined) throw new Error(`no code was mailed to ${email}`);
  return found;
}

/** The token of the link in the latest mail that has one, and whose subject says so. */
export async function linkTo(
  house: House,
  email: string,
  page: 'objections' | 'recovery',
  subject = /./,
): Promise<string> {
  const link = new RegExp(`/${page}/([\\w-]{43})`);
  const mail = (await house.mailsTo(email)).findLast((one) => subject.test(one.subject) && link.test(one.text));
  const token = link.exec(mail?.text ?? '')?.[1];
  if (token === undefined) throw new Error(`no link to ${page} was mailed to ${email}`);
  return token;
}

export async function ask(visitor: Visitor, lost = 'second-factor'): Promise<Answer> {
  return must(202, await visitor.post('/recovery', { email: visitor.email, lost }));
}

export function prove(visitor: Visitor, method: string, secret: string): Promise<Answer> {
  const field = method === 'password' ? 'password' : 'code';
  return visitor.post('/recovery/proof', { method, [field]: secret });
}

export function undo(visitor: Visitor, token: string, method: string, secret: string): Promise<Answer> {
  const field = method === 'password' ? 'password' : 'code';
  return visitor.post(`/objections/${token}/undo`, { method, [field]: secret });
}

/** Asks for the waiting way and proves enough for it. */
export async function beginWaiting(house: House, visitor: Visitor): Promise<Answer> {
  await ask(visitor);
  must(200, await prove(visitor, 'mailed-code', await mailedCode(house, visitor.email)));
  return must(200, await prove(visitor, 'password', visitor.password));
}

/** A new password by the mailed link; the visitor types it from now on. */
export async function resetPassword(house: House, visitor: Visitor, password: string): Promise<void> {
  must(202, await visitor.post('/forgot-password', { email: visitor.email }));
  const mail = (await house.mailsTo(visitor.email)).findLast(({ text }) => text.includes('/reset-password?token='));
  const token = /reset-password\?token=([\w-]+)/.exec(mail?.text ?? '')?.[1];
  must(200, await visitor.post('/reset-password', { token, password }));
  visitor.password = password;
}

/** Moves the clock in steps in which the jobs run, as they would. */
export async function pass(house: House, milliseconds: number): Promise<void> {
  house.clock.advance(milliseconds);
  await house.parts.jobs.runPending();
  house.clock.advance(MINUTE);
  await house.parts.jobs.runPending();
}
