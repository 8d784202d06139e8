import { type Clock, DAY } from '../../foundations/clock.ts';
import { hashToken, type KeyRing } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { OneTimeCodes } from '../../foundations/one-time-codes/index.ts';
import type { AssertionCredential, PasskeyUse } from '../passkeys/index.ts';
import type { CompleteRecovery } from './complete-recovery.ts';
import type { History, Passkeys, Passwords, Person, ProveSecret, TwoFactor, Users } from './doors.ts';
import type { Freezes } from './freeze-changes.ts';
import { type LiveProofs, type Proven, signOf } from './live-proofs.ts';
import type { LostThings } from './lost-thing.ts';
import type { NotifyWaiting } from './notify-waiting.ts';
import type { Given } from './read-proof.ts';
import { type Lost, NOTICE_INTERVAL, needsOf, type Proof, standingOf, standingOutside } from './recovery.ts';
import {
  findByCookie,
  findWaiting,
  lockRecovery,
  RECOVERY_EMAIL,
  type RecoveryRow,
  updateRecovery,
  type WaitingRecovery,
} from './recovery-table.ts';
import { codeName, type SendCode } from './send-code.ts';
import { waitAt } from './wait.ts';
import { findWait } from './wait-table.ts';

export type RecoveryResult =
  | {
      result: 'proof';
      needs: readonly Proof[];
      /** The only one there is was proven: it is not lost. */
      works?: 'totp' | 'passkey';
      /** Something that was proven before counts no more. */
      gone?: true;
    }
  | { result: 'waiting'; completesAt: Date; lost: Lost }
  /** `removed` false: nothing was lost, signing in works. `kept`: what was proven is still there. */
  | { result: 'done'; removed: boolean; kept: boolean; lost: Lost }
  | { result: 'wrong'; needs: readonly Proof[] }
  /** What is not asked for before the mailed code: not even looked at. */
  | { result: 'mail-first'; needs: readonly Proof[] }
  /** `first`: before the mailed code; after it other counts hold. */
  | { result: 'slow-down'; seconds: number; first: boolean; needs: readonly Proof[] }
  /** This browser has no recovery, or its time is over. */
  | { result: 'start-over' };

export interface RecoveryProof {
  cookie: string | undefined;
  given: Given<Proof>;
  /** The browser's own secret. */
  browser: string;
  client: Client;
  deviceCookie: string | undefined;
}

interface Deps {
  database: Database;
  clock: Clock;
  keyRing: Pick<KeyRing, 'open'>;
  users: Users;
  passwords: Pick<Passwords, 'recoveryHash' | 'matches'>;
  twoFactor: TwoFactor;
  passkeys: Pick<Passkeys, 'ask' | 'check' | 'settleUse'>;
  proveSecret: ProveSecret;
  oneTimeCodes: Pick<OneTimeCodes, 'redeem' | 'revoke'>;
  history: History;
  freezes: Freezes;
  lostThings: LostThings;
  liveProofs: LiveProofs;
  sendCode: SendCode;
  complete: CompleteRecovery;
  notifyWaiting: NotifyWaiting;
}

/** A proof that was right, and with what it was given. */
interface Right {
  method: Proof;
  id?: string | undefined;
  use?: PasskeyUse;
}

/**
 * Adds one proof to the recovery of this browser. Until one was right, known and unknown addresses get the same answers
 * for the same work (RL-4). Every secret is tried within a budget; what takes no more than an address has one of its own.
 */
export function createProveRecovery(deps: Deps) {
  const { database, clock, keyRing, users, passwords, twoFactor, passkeys, proveSecret, history } = deps;
  const db = database.queries;

  return {
    /** How the recovery of this browser stands; null: there is none. */
    async show(cookie: string | undefined): Promise<RecoveryResult | null> {
      const row = await find(cookie);
      if (row === null) return null;
      if (row.state === 'proof') return { result: 'proof', needs: needsOf(row.proofs, row.lost) };
      return standing(db, row);
    },

    /** Alike for every address: no passkey is named. null: this browser has no recovery that takes proofs. */
    async askForPasskey(cookie: string | undefined, browser: string): Promise<object | null> {
      const row = await find(cookie);
      if (row?.state !== 'proof') return null;
      return passkeys.ask({ ceremony: 'recovery', browser, userId: null, subject: row.id, mustVerify: true });
    },

    async prove(request: RecoveryProof): Promise<RecoveryResult> {
      const row = await find(request.cookie);
      if (row === null) return { result: 'start-over' };
      if (row.state !== 'proof') return standing(db, row);
      const { given } = request;
      const needs = needsOf(row.proofs, row.lost);
      if (!needs.includes(given.method))
        return { result: needs.includes('mailed-code') ? 'mail-first' : 'proof', needs };
      const email = keyRing.open(RECOVERY_EMAIL, row.id, row.sealed_email);
      const person = row.user_id === null ? await users.findActiveByEmail(email) : await users.findActive(row.user_id);
      if (given.method === 'passkey') return provePasskey(row, person, given.credential, request);
      const { method, secret } = given;
      return method === 'mailed-code'
        ? proveMailedCode(row, person, secret, request.client)
        : proveSecretOf(row, person, email, { method, secret }, request);
    },
  };

  async function find(cookie: string | undefined): Promise<RecoveryRow | null> {
    return cookie === undefined ? null : findByCookie(db, hashToken(cookie), clock.now());
  }

  async function standing(queries: Queries, row: RecoveryRow): Promise<RecoveryResult> {
    const waiting = row.user_id === null ? null : await findWaiting(queries, row.user_id);
    if (waiting !== null && (row.state === 'waiting' || row.state === 'joined')) {
      return { result: 'waiting', completesAt: waiting.completes_at, lost: waiting.lost };
    }
    const { lost } = row;
    if (row.state === 'done') return { result: 'done', removed: true, kept: row.keeps !== null, lost };
    // What was not in the way then may be now.
    const isOpen = row.state === 'void' && !(await deps.lostThings[lost].isThere(queries, row.user_id ?? ''));
    return isOpen ? { result: 'done', removed: false, kept: false, lost } : { result: 'start-over' };
  }

  /** Five tries, counted before they are compared; a wrong one is in the owner's history. */
  async function proveMailedCode(
    row: RecoveryRow,
    person: Person | null,
    secret: string,
    client: Client,
  ): Promise<RecoveryResult> {
    return database.transaction(async (tx) => {
      const isActive = (await users.lock(tx, person?.id ?? ''))?.state === 'active';
      const fresh = await lockRecovery(tx, row.id);
      if (fresh?.state !== 'proof') return fresh === null ? { result: 'start-over' } : standing(tx, fresh);
      const redeemed = await deps.oneTimeCodes.redeem(tx, { ...codeName(row), typed: secret });
      const { outcome } = redeemed;
      // It shows who reads the mailbox of the sign-in address as it is now, not as it was when the code was sent.
      const isOfAddress = redeemed.outcome === 'right' && redeemed.data.mailedTo === person?.email;
      if (!isOfAddress || person === null || !isActive) {
        await history.recordEvent(
          tx,
          {
            kind: 'recovery',
            userId: person?.id ?? null,
            client,
            outcome: 'failure',
            cause: 'wrong-code',
            methods: ['mailed-code'],
          },
          { gathered: outcome === 'spent' },
        );
        return { result: 'wrong', needs: needsOf(row.proofs, row.lost) };
      }
      return settle(tx, fresh, person, { method: 'mailed-code' }, client);
    });
  }

  async function proveSecretOf(
    row: RecoveryRow,
    person: Person | null,
    email: string,
    { method, secret }: { method: Exclude<Proof, 'mailed-code' | 'passkey'>; secret: string },
    { client, deviceCookie }: RecoveryProof,
  ): Promise<RecoveryResult> {
    const needs = needsOf(row.proofs, row.lost);
    const userId = person?.id ?? null;
    const kind = countOf(row, method);
    let id: string | undefined;
    const proof = await proveSecret({
      user: { id: userId, email: person?.email ?? email },
      method,
      kind,
      evaluate: async () => {
        if (method === 'password') {
          const hash = await matchingHash(userId, secret);
          if (hash === null) return { verdict: 'wrong' };
          id = signOf(hash);
          // It may be the password of before a reset: no new tries at the present one.
          return { verdict: 'right', authenticator: null, clears: false };
        }
        // Where nothing is lost no code is used up; that it is so comes out after all proofs.
        const spends = method === 'totp' || (await deps.lostThings[row.lost].isThere(db, userId ?? ''));
        const checked =
          method === 'totp'
            ? await twoFactor.checkTotp(userId, secret)
            : await twoFactor.checkBackupCode(userId, secret, { spends });
        if (checked.verdict !== 'right') return checked;
        if (spends) id = checked.authenticator.id;
        // Of two things one is no reason for new tries at the other.
        return kind === 'recovery-first' ? { ...checked, clears: false } : checked;
      },
      ...(method === 'password' ? { sameWork: () => matchingHash(null, secret) } : {}),
      client,
      deviceCookie,
      during: 'recovery',
    });
    if (proof.outcome === 'waiting') {
      return { result: 'slow-down', seconds: proof.seconds, first: kind === 'recovery-first', needs };
    }
    if (proof.outcome === 'wrong' || person === null) return { result: 'wrong', needs };
    return addProof(row, person, { method, id }, client);
  }

  /** The hash that a recovery counts, if this is its password; the same work for null. */
  async function matchingHash(userId: string | null, password: string): Promise<string | null> {
    const hash = await passwords.recoveryHash(userId ?? '');
    return (await passwords.matches(hash, password)) ? hash : null;
  }

  /**
   * Before the mailed code whoever knows an address, or a password too, gets this far: those tries close neither the sign-in
   * nor the recovery of who proves that code first. Nor does what strangers do at the sign-in close the password after it.
   */
  function countOf({ proofs }: RecoveryRow, method: Proof): 'recovery-first' | 'recovery-password' | undefined {
    if (!proofs.includes('mailed-code')) return 'recovery-first';
    return method === 'password' ? 'recovery-password' : undefined;
  }

  /**
   * One that verified its user, of the user whose address it is. Anybody else's, or of nobody, is answered alike, and for
   * every address with the same work; it cannot be guessed, so it has no budget.
   */
  async function provePasskey(
    row: RecoveryRow,
    person: Person | null,
    credential: AssertionCredential,
    { client, browser }: RecoveryProof,
  ): Promise<RecoveryResult> {
    const needs = needsOf(row.proofs, row.lost);
    const asked = { ceremony: 'recovery', browser, userId: null, subject: row.id } as const;
    const checked = await passkeys.check({ ...asked, credential });
    const isTheirs = checked.verdict === 'right' && checked.authenticator.standsAlone;
    if (!isTheirs || checked.user.id !== person?.id) {
      const miss = { kind: 'recovery', userId: person?.id ?? null, client, outcome: 'failure' } as const;
      const cause = { cause: 'passkey-failed', methods: ['passkey'] } as const;
      // Nothing bounds how often an answer is sent that was signed by nobody.
      await history.recordEvent(db, { ...miss, ...cause }, { gathered: true });
      return { result: 'wrong', needs };
    }
    const { use } = checked;
    return addProof(row, person, { method: 'passkey', id: use.id, use }, client);
  }

  /** Under the locks on user and recovery, while it still takes proofs. */
  async function addProof(row: RecoveryRow, person: Person, right: Right, client: Client): Promise<RecoveryResult> {
    return database.transaction(async (tx) => {
      const isActive = (await users.lock(tx, person.id))?.state === 'active';
      if (!isActive) return { result: 'wrong', needs: needsOf(row.proofs, row.lost) };
      const fresh = await lockRecovery(tx, row.id);
      if (fresh === null) return { result: 'start-over' };
      return fresh.state === 'proof' ? settle(tx, fresh, person, right, client) : standing(tx, fresh);
    });
  }

  /**
   * User and recovery are locked: of two proofs at once the second sees the first, and none counts that is gone since it was
   * given, be it a moment ago.
   */
  async function settle(
    tx: Queries,
    row: RecoveryRow,
    person: Person,
    { method, id, use }: Right,
    client: Client,
  ): Promise<RecoveryResult> {
    const { lost } = row;
    const isLost = await deps.lostThings[lost].isThere(tx, person.id);
    const count = (proofs: readonly Proof[], proven: Proven) =>
      deps.liveProofs(tx, person.id, { proofs, proven, isLost });
    if ((await count([method], { [method]: id })).length === 0) {
      return { result: 'wrong', needs: needsOf(row.proofs, lost) };
    }
    if (use) await passkeys.settleUse(tx, { use, client, country: null, withPassword: false });
    const earlier = await count(row.proofs, row.proven);
    const again = earlier.includes(method);
    const proofs = again ? earlier : [...earlier, method];
    const proven = { ...row.proven, [method]: id };
    const kept = proofs.find((proof) => proof === 'totp' || proof === 'passkey');
    const keeps = (lost !== 'address' && kept && proven[kept]) || null;
    await updateRecovery(tx, row.id, { proofs, proven, keeps, user_id: person.id });
    const hasCodes = ((await twoFactor.codesLeft(tx, person.id)) ?? 0) > 0;
    const standingNow = lost === 'address' ? standingOutside(proofs, { again, hasCodes }) : standingOf(proofs);
    if (standingNow === 'more') {
      await deps.sendCode(tx, { row, person, proven: true });
      const gone = row.proofs.some((proof) => !proofs.includes(proof));
      return { result: 'proof', needs: needsOf(proofs, lost), ...(gone ? { gone } : {}) };
    }
    if (!isLost) {
      await updateRecovery(tx, row.id, { state: 'void', settled_at: clock.now() });
      return { result: 'done', removed: false, kept: false, lost };
    }
    const fresh = { ...row, proofs, proven, keeps, user_id: person.id };
    if (standingNow === 'wait') return beginWait(tx, fresh, person, client);
    const completed = await deps.complete(tx, { row: fresh, person, proofs, atOnce: client });
    if (completed === 'works') return forgetWhatWorks(tx, row, proofs);
    return { result: 'done', removed: completed === 'removed', kept: keeps !== null, lost };
  }

  /** The only one there is is not lost: it is no proof that another is. */
  async function forgetWhatWorks(tx: Queries, row: RecoveryRow, given: readonly Proof[]): Promise<RecoveryResult> {
    const proofs = given.filter((proof) => proof !== 'totp' && proof !== 'passkey');
    await updateRecovery(tx, row.id, { proofs, keeps: null });
    return { result: 'proof', needs: needsOf(proofs, row.lost), works: given.includes('totp') ? 'totp' : 'passkey' };
  }

  async function beginWait(
    tx: Queries,
    row: RecoveryRow & { user_id: string },
    person: Person,
    client: Client,
  ): Promise<RecoveryResult> {
    const now = clock.now();
    const earlier = await findWaiting(tx, person.id);
    if (earlier !== null) {
      await updateRecovery(tx, row.id, { state: 'joined' });
      return { result: 'waiting', completesAt: earlier.completes_at, lost: earlier.lost };
    }
    const days = waitAt(await findWait(tx, person.id), row.requested_at);
    // A freeze that holds now is time that does not count: the one hold there is.
    const frozenUntil = await deps.freezes.until(tx, person.id);
    const wait = {
      state: 'waiting',
      wait_days: days,
      completes_at: new Date((frozenUntil ?? now).getTime() + days * DAY),
      held_until: frozenUntil,
      next_notice_at: new Date(now.getTime() + NOTICE_INTERVAL),
    } as const;
    await updateRecovery(tx, row.id, wait);
    const waiting: WaitingRecovery = { ...row, ...wait };
    await deps.notifyWaiting(tx, waiting);
    await history.recordEvent(tx, {
      kind: 'recovery-waiting',
      userId: person.id,
      client,
      outcome: 'success',
      methods: row.proofs,
    });
    return { result: 'waiting', completesAt: wait.completes_at, lost: row.lost };
  }
}
