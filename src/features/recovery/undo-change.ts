import type { Clock } from '../../foundations/clock.ts';
import { hashToken, type KeyRing, newId } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import type { AssertionCredential, PasskeyUse } from '../passkeys/index.ts';
import { changeUndoneMail } from './change-undone-mail.tsx';
import type { CommitSecurityChange } from './commit-security-change.ts';
import type {
  AccountChanges,
  DescribeOrigin,
  History,
  Passkeys,
  Passwords,
  ProveSecret,
  Sessions,
  TwoFactor,
  Users,
} from './doors.ts';
import type { FindOpenChange, OpenChange } from './find-open-change.ts';
import { type JournalRow, markUndone } from './journal-table.ts';
import { OBJECTION, UNDO_PROOFS_LIFETIME } from './objection.ts';
import type { Given } from './read-proof.ts';
import type { Undoers } from './security-change.ts';
import { createStandingBefore, UNDONE } from './standing-before.ts';
import { deleteUndoProofs, findUndoProofs, putUndoProofs } from './undo-proof-table.ts';
import { type UndoProof, undoNeeds } from './undo-proofs.ts';
import { PASSWORD } from './undoers.ts';

export type UndoResult =
  /** `ended`: with the sessions of whoever took it back. */
  | { result: 'undone'; inAccount: boolean; ended: boolean }
  | { result: 'proof'; needs: readonly UndoProof[] }
  | { result: 'wrong'; needs: readonly UndoProof[] }
  | { result: 'waiting'; seconds: number; needs: readonly UndoProof[] }
  /** It can be objected to, and not taken back. */
  | { result: 'final' }
  | { result: 'link-spent' };

export interface UndoRequest {
  token: string;
  given: Given<UndoProof>;
  /** What only this browser has. */
  browser: string;
  client: Client;
  deviceCookie: string | undefined;
}

interface Deps {
  database: Database;
  clock: Clock;
  keyRing: Pick<KeyRing, 'open'>;
  users: Users;
  passwords: Passwords;
  twoFactor: Pick<TwoFactor, 'checkTotp' | 'checkBackupCode'>;
  passkeys: Pick<Passkeys, 'ask' | 'check' | 'settleUse'>;
  proveSecret: ProveSecret;
  history: Pick<History, 'recordEvent'>;
  oneTimeTokens: Pick<OneTimeTokens, 'revoke'>;
  commitChange: CommitSecurityChange;
  reachableOf(tx: Queries, userId: string): Promise<'aal1' | 'aal2'>;
  describeOrigin: DescribeOrigin;
  findOpenChange: FindOpenChange;
  undoers: Undoers;
  sessions: Sessions;
  accountChanges(): AccountChanges;
}

/**
 * Takes a change back, for whoever has the link from the mail and proves with what stood before the change, as much as
 * could be proven then. A read mailbox undoes nothing, nor does a thief's brand-new authenticator. The undo is a security
 * change itself: all sessions end. It cannot be undone.
 */
export function createUndoChange(deps: Deps) {
  const { database, clock, users, passwords, twoFactor, passkeys, proveSecret, commitChange, findOpenChange } = deps;
  const db = database.queries;
  const { standingBefore, passwordOfDay } = createStandingBefore(deps);

  return {
    /** What is still to be proven in this browser. null: it cannot be undone. */
    needs: needsOf,

    /** A challenge for a passkey of before the change; none is named. A string: there is nothing to prove. */
    async askForPasskey(token: string, browser: string): Promise<object | 'final' | 'link-spent'> {
      const found = await findOpenChange(db, token);
      if (found === null) return 'link-spent';
      const needs = await needsOf(found, browser);
      if (needs === null) return 'final';
      const { id: subject, user_id: userId } = found.change;
      const mustVerify = needs.includes('password');
      return passkeys.ask({ ceremony: 'objection', browser, userId, subject, mustVerify });
    },

    async undo(request: UndoRequest): Promise<UndoResult> {
      const { token, given, browser, client, deviceCookie } = request;
      const found = await findOpenChange(db, token);
      if (found === null) return { result: 'link-spent' };
      const needs = await needsOf(found, browser);
      if (needs === null) return { result: 'final' };
      if (!needs.includes(given.method)) return { result: 'proof', needs };
      if (given.method === 'passkey') return undoWithPasskey(found, needs, given.credential, request);
      const { method, secret } = given;
      const proof = await proveSecret({
        user: { id: found.change.user_id, email: found.email },
        method,
        evaluate: () => evaluate(found.change, method, secret),
        ...(method === 'password' ? { sameWork: () => passwords.matches(null, secret) } : {}),
        client,
        deviceCookie,
        during: 'objection',
      });
      if (proof.outcome === 'wrong') return { result: 'wrong', needs };
      if (proof.outcome === 'waiting') return { result: 'waiting', seconds: proof.seconds, needs };
      return database.transaction((tx) => add(tx, request));
    },
  };

  async function needsOf({ change, kind }: OpenChange, browser: string): Promise<readonly UndoProof[] | null> {
    if (!(await isUndoable(change, kind))) return null;
    return undoNeeds(change.reachable_before, await findUndoProofs(db, change.id, hashToken(browser), clock.now()));
  }

  /** In a shared account it is for who is an owner still. */
  async function isUndoable({ account_change, user_id }: JournalRow, kind: OpenChange['kind']): Promise<boolean> {
    if (account_change === null) return deps.undoers[kind] !== undefined;
    return (await deps.accountChanges().undoOf(db, { change: account_change, userId: user_id })) === 'open';
  }

  /** One from before the change. One that did not verify its user is one factor: it counts beside the password (PK-6). */
  async function undoWithPasskey(
    { change }: OpenChange,
    needs: readonly UndoProof[],
    credential: AssertionCredential,
    request: UndoRequest,
  ): Promise<UndoResult> {
    const { browser, client } = request;
    const { id: subject, user_id: userId, at: before } = change;
    const checked = await passkeys.check({ ceremony: 'objection', browser, userId, subject, credential, before });
    const alone = checked.verdict === 'right' && checked.authenticator.standsAlone;
    if (checked.verdict === 'wrong' || (!alone && needs.includes('password'))) {
      const miss = { kind: 'objection', userId, client, outcome: 'failure', cause: 'passkey-failed' } as const;
      await deps.history.recordEvent(db, { ...miss, methods: ['passkey'] }, { gathered: true });
      return { result: 'wrong', needs };
    }
    return database.transaction((tx) => add(tx, request, { use: checked.use, alone }));
  }

  /** What proves here need not be what the sign-in takes today, so it forgives no wrong tries at that. */
  async function evaluate(change: JournalRow, method: Exclude<UndoProof, 'passkey'>, secret: string) {
    const userId = change.user_id;
    const before = { before: change.at };
    if (method === 'password') {
      const { secret: hash } = await passwordOfDay(db, change);
      const matches = await passwords.matches(hash, secret);
      return matches
        ? ({ verdict: 'right', authenticator: null, clears: false } as const)
        : ({ verdict: 'wrong' } as const);
    }
    const checked =
      method === 'totp'
        ? await twoFactor.checkTotp(userId, secret, before)
        : await twoFactor.checkBackupCode(userId, secret, before);
    return checked.verdict === 'right' ? ({ ...checked, clears: false } as const) : checked;
  }

  async function add(
    tx: Queries,
    request: UndoRequest,
    passkey?: { use: PasskeyUse; alone: boolean },
  ): Promise<UndoResult> {
    const { token, client } = request;
    const { method } = request.given;
    const browser = hashToken(request.browser);
    const seen = await findOpenChange(tx, token);
    if (seen === null) return { result: 'link-spent' };
    await hold(tx, seen.change);
    // Of two at once the second finds it undone: the lock made it wait.
    const open = await findOpenChange(tx, token);
    if (open === null) return { result: 'link-spent' };
    const now = clock.now();
    const { change } = open;
    const given = await findUndoProofs(tx, change.id, browser, now);
    if (passkey) {
      // The password beside it may have run out since.
      if (!passkey.alone && !given.includes('password')) {
        return { result: 'proof', needs: undoNeeds(change.reachable_before, given) };
      }
      await passkeys.settleUse(tx, { use: passkey.use, client, country: null, withPassword: false });
    }
    const proofs = given.includes(method) ? given : [...given, method];
    const expires_at = new Date(now.getTime() + UNDO_PROOFS_LIFETIME);
    await putUndoProofs(tx, { change_id: change.id, browser_hash: browser, proofs, expires_at }, now);
    const needs = undoNeeds(change.reachable_before, proofs);
    if (needs.length > 0) return { result: 'proof', needs };
    if (change.account_change !== null) return undoInAccount(tx, change, change.account_change, client, proofs);
    await undo(tx, open, client, proofs);
    return { result: 'undone', inAccount: false, ended: true };
  }

  async function hold(tx: Queries, { account_change, user_id: userId }: JournalRow): Promise<void> {
    await (account_change === null
      ? users.lock(tx, userId)
      : deps.accountChanges().hold(tx, { change: account_change, userId }));
  }

  /** The account's own room puts back, tells the other owners, and says no where there is nothing to put back. */
  async function undoInAccount(
    tx: Queries,
    row: JournalRow,
    change: string,
    client: Client,
    proofs: readonly UndoProof[],
  ): Promise<UndoResult> {
    const userId = row.user_id;
    if (!(await deps.accountChanges().takeBack(tx, { change, userId, client, proofs }))) return { result: 'final' };
    await close(tx, row);
    // Whoever did it in this owner's name may still sit in that session.
    const ended = row.actor_user_id === userId;
    if (ended) await deps.sessions.endAll(tx, userId);
    return { result: 'undone', inAccount: true, ended };
  }

  async function close(tx: Queries, change: JournalRow): Promise<void> {
    await markUndone(tx, change, clock.now());
    await deps.oneTimeTokens.revoke(tx, OBJECTION, change.id);
    await deleteUndoProofs(tx, change.id);
  }

  async function undo(tx: Queries, open: OpenChange, client: Client, proofs: readonly UndoProof[]): Promise<void> {
    const { change, kind, email } = open;
    const userId = change.user_id;
    const now = clock.now();
    const id = newId('chg');
    const reachableBefore = await deps.reachableOf(tx, userId);
    const isPassword = deps.undoers[kind]?.subject === PASSWORD;
    const present = isPassword ? await passwords.currentHash(tx, userId) : null;
    const stood = isPassword ? await passwordOfDay(tx, change) : await standingBefore(tx, change, kind);
    const undoable = {
      id: change.id,
      userId,
      email,
      kind,
      before: stood.shown,
      after: change.after_value,
      secretBefore: stood.secret,
    };
    await deps.undoers[kind]?.undo(tx, undoable, id);
    await close(tx, change);
    await commitChange(tx, {
      id,
      userId,
      kind: UNDONE,
      actor: { client, session: null, proofs },
      reachableBefore,
      before: { change: change.id, kind, at: change.at.toISOString() },
      after: {},
      secretBefore: present ?? undefined,
      endSessions: 'all',
      mail: changeUndoneMail,
      parameters: {
        at: now.toISOString(),
        kind,
        changedAt: change.at.toISOString(),
        origin: deps.describeOrigin(client),
      },
    });
  }
}
