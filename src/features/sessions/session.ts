import { DAY, HOUR, MINUTE } from '../../foundations/clock.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import type { Restriction } from '../ip-restriction/index.ts';

export type Assurance = 'aal1' | 'aal2';
export type ProofMethod = 'password' | 'totp' | 'backup-code' | 'passkey';

/** Something the user just proved with, besides the password. */
export interface Authenticator {
  id: string;
  method: Exclude<ProofMethod, 'password'>;
  /** Seniority counts from here. */
  seniorFrom: Date;
  /** It verified its user: two factors by itself (PK-6). */
  standsAlone?: boolean;
}

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
  /** The highest assurance that the user's live authenticators give. */
  reachable: Assurance;
  /** One factor suffices at no door. */
  twoFactorOn: boolean;
  /** What the user has, live, besides the password. */
  has: { app: boolean; passkey: boolean; backupCodes: boolean };
  /** There is a passkey that is two factors by itself (PK-6). */
  passkeyStandsAlone: boolean;
  /** A passkey that is still there was proven in this session, at its sign-in or since. */
  passkeyProven: boolean;
  /** The password opens nothing. */
  passkeyOnly: boolean;
  /** Until then security changes are stopped by an objection. */
  frozenUntil: Date | null;
  /** From when on this account wants a second factor, and a passkey, of its members; null: it does not (MR-6). */
  rules: { secondFactorFrom: Date | null; passkeyFrom: Date | null };
  /** The user's own list of addresses; null: every address. */
  restriction: Restriction | null;
  /** Of the account it is in, for its members; null: every address. */
  accountRestriction: Restriction | null;
  /** When the membership changes by itself: a suspension ends, ownership passes. */
  membershipChangesAt: Date | null;
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

type Proven = Pick<Session, 'provenAt' | 'assurance' | 'reachable'>;

/** SU-1, SU-2: a young proof at the highest assurance the user can reach. */
export function isFreshlyProven(session: Proven, now: Date): boolean {
  const reached = session.assurance === 'aal2' || session.reachable === 'aal1';
  return reached && now.getTime() - session.provenAt.getTime() <= FRESH_PROOF_LIMIT;
}

/** For how many more milliseconds it is freshly proven; 0: it is not. */
export function freshFor(session: Proven, now: Date): number {
  return isFreshlyProven(session, now) ? session.provenAt.getTime() + FRESH_PROOF_LIMIT - now.getTime() : 0;
}

/** Fails closed: no session of one factor outlives the turning on of two. */
export function isBelowRequired(session: Pick<Session, 'twoFactorOn' | 'assurance'>): boolean {
  return session.twoFactorOn && session.assurance === 'aal1';
}

/** Whether the proof is younger than the list of addresses that is on trial; true when none is. */
export function isProvenFor(restriction: Restriction | null, { provenAt }: Pick<Session, 'provenAt'>): boolean {
  const since = restriction?.provenBefore ?? null;
  return since === null || provenAt > since;
}

export function isFrozen(session: Pick<Session, 'frozenUntil'>, now: Date): boolean {
  return session.frozenUntil !== null && session.frozenUntil > now;
}

export type StepUpMethod = ProofMethod;

/** What a step-up takes, the strongest first: everything that gives the highest assurance the user can reach (SU-2). */
export function stepUpMethods({ reachable, has }: Pick<Session, 'reachable' | 'has'>): readonly StepUpMethod[] {
  if (reachable === 'aal1') return ['password'];
  return [
    ...(has.passkey ? (['passkey'] as const) : []),
    ...(has.app ? (['totp'] as const) : []),
    ...(has.backupCodes ? (['backup-code'] as const) : []),
  ];
}
