import { type Clock, MINUTE } from '../../foundations/clock.ts';
import { type KeyRing, newId } from '../../foundations/crypto/index.ts';
import type { Database } from '../../foundations/database/index.ts';
import { listLiveApps } from './app-table.ts';
import { APP_SECRET } from './check-totp.ts';
import type { SignedInOwner } from './doors.ts';
import { replaceEnrolment } from './enrolment-table.ts';
import { newSeed, otpauthUri } from './totp.ts';

/** 2F-6: what is not finished by then never was. */
export const ENROLMENT_LIFETIME = 10 * MINUTE;
/** More phones than anybody has; each one is tried against a typed code. */
export const MOST_APPS = 10;

export interface Enrolment {
  secret: string;
  otpauthUri: string;
}

export type StartResult =
  | { result: 'started'; enrolment: Enrolment }
  | { result: 'too-many' }
  | { result: 'not-found' };

interface Deps {
  database: Database;
  clock: Clock;
  keyRing: Pick<KeyRing, 'seal'>;
  issuer: string;
}

/** Makes a fresh seed for this session. Nothing changes until it is proven and taken into use (2F-6). */
export function createStartEnrolment({ database, clock, keyRing, issuer }: Deps) {
  return async (session: SignedInOwner, options: { name: string; replaces: string | null }): Promise<StartResult> => {
    const { name, replaces } = options;
    const apps = await listLiveApps(database.queries, session.userId);
    if (replaces !== null && !apps.some(({ id }) => id === replaces)) return { result: 'not-found' };
    if (replaces === null && apps.length >= MOST_APPS) return { result: 'too-many' };
    const secret = newSeed();
    const appId = newId('app');
    await replaceEnrolment(database.queries, {
      session_id: session.id,
      app_id: appId,
      user_id: session.userId,
      name,
      replaces,
      sealed_secret: keyRing.seal(APP_SECRET, appId, secret),
      expires_at: new Date(clock.now().getTime() + ENROLMENT_LIFETIME),
    });
    return { result: 'started', enrolment: enrolmentOf(secret, session.email, issuer) };
  };
}

export function enrolmentOf(secret: string, account: string, issuer: string): Enrolment {
  return { secret, otpauthUri: otpauthUri(secret, { issuer, account }) };
}
