import { DAY, HOUR, MINUTE } from '../../foundations/clock.ts';
import type { Locale } from '../../foundations/i18n/index.ts';

export type Assurance = 'aal1' | 'aal2';
export type ProofMethod = 'password' | 'totp' | 'backup-code' | 'passkey';

/** SE-5: the same at every assurance. */
export const OVERALL_LIMIT = DAY;
export const IDLE_LIMIT = HOUR;
export const KEPT_LIMIT = 7 * DAY;
/** SU-1: how young a proof must be for a security change. */
export const FRESH_PROOF_LIMIT = 10 * MINUTE;
/** Last-seen is written at most this often; the idle limit is exact to this. */
export const TOUCH_INTERVAL = MINUTE;
/** SE-9: the oldest is dropped beyond this. */
export const MOST_SESSIONS = 20;

/** A live session with what every request needs to know about its user and account. */
export interface Session {
  id: string;
  userId: string;
  email: string;
  name: string;
  locale: Locale;
  timeZone: string;
  account: { id: string; name: string };
  /** null: no active membership in the account any more. */
  role: string | null;
  assurance: Assurance;
  methods: ProofMethod[];
  kept: boolean;
  lapsed: boolean;
  signedInAt: Date;
  provenAt: Date;
  steppedUpAt: Date | null;
  lastSeenAt: Date;
  expiresAt: Date;
  deviceId: string | null;
  mustChangePassword: boolean;
}

/** When the session ends if nothing more happens. */
export function endsAt(session: Pick<Session, 'kept' | 'lastSeenAt' | 'expiresAt'>): Date {
  const idleEnd = session.lastSeenAt.getTime() + IDLE_LIMIT;
  return session.kept ? session.expiresAt : new Date(Math.min(idleEnd, session.expiresAt.getTime()));
}

export function isOver(session: Pick<Session, 'kept' | 'lastSeenAt' | 'expiresAt'>, now: Date): boolean {
  return now.getTime() > endsAt(session).getTime();
}

/** A kept session past NIST's limits only reads (C11). */
export function onlyReads(session: Session, now: Date): boolean {
  if (!session.kept) return false;
  const sinceProof = now.getTime() - session.provenAt.getTime();
  const idle = now.getTime() - session.lastSeenAt.getTime();
  return session.lapsed || sinceProof > OVERALL_LIMIT || idle > IDLE_LIMIT;
}

export function isFreshlyProven(session: Pick<Session, 'provenAt'>, now: Date): boolean {
  return now.getTime() - session.provenAt.getTime() <= FRESH_PROOF_LIMIT;
}
