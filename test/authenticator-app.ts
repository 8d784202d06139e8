import { createHmac } from 'node:crypto';
import type { House } from './house.ts';
import type { Answer, Visitor } from './visitor.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An authenticator app of our own, so that the product's code is not checked against itself (RFC 6238, RFC 4226). */
export function totp(secret: string, at: Date, steps = 0): string {
  const bits = [...secret].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 30_000) + steps));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

export interface Phone {
  secret: string;
  backupCodes: string[];
  /** The code it shows now; it moves the clock past the step of the code given before, as people wait for the next. */
  code(): string;
}

/** Sets up an app in the visitor's session, which must be freshly proven. */
export async function enrolPhone(house: House, visitor: Visitor, body: object = {}): Promise<Phone> {
  const start = must(201, await visitor.post('/security/two-factor/enrolment', body));
  const { secret } = start.json;
  house.clock.advance(30_000);
  const confirm = must(
    200,
    await visitor.post('/security/two-factor/enrolment/confirm', { code: totp(secret, house.clock.now()) }),
  );
  if (!confirm.json.enabled) must(200, await visitor.post('/security/two-factor/enrolment/saved'));
  return {
    secret,
    backupCodes: confirm.json.backupCodes,
    code() {
      house.clock.advance(30_000);
      return totp(secret, house.clock.now());
    },
  };
}

/** Somebody with two-factor on, signed in with it. */
export async function customerWithPhone(house: House): Promise<{ visitor: Visitor; phone: Phone }> {
  const visitor = await house.customer();
  must(200, await visitor.signIn());
  return { visitor, phone: await enrolPhone(house, visitor) };
}

export async function signInWithPhone(visitor: Visitor, phone: Phone): Promise<Answer> {
  must(200, await visitor.signIn());
  return visitor.post('/sign-in/second-factor', { method: 'totp', code: phone.code() });
}

export function must(status: number, answer: Answer): Answer {
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.text}`);
  return answer;
}
