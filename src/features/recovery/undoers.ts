import { z } from 'zod';
import type { Queries } from '../../foundations/database/index.ts';
import { waitUndoer } from './change-wait.ts';
import type { Guesses } from './doors.ts';
import type { Undoer, Undoers } from './security-change.ts';

/** What each room does to take its own changes back. */
interface Rooms {
  guesses: Guesses;
  passwords: {
    restore(tx: Queries, userId: string, hash: string, before: Record<string, unknown>): Promise<void>;
  };
  twoFactor: {
    undoChange(tx: Queries, userId: string, changeId: string, undoneBy: string): Promise<void>;
    doubtChange(tx: Queries, userId: string, changeId: string): Promise<void>;
  };
  passkeys: {
    undoChange(tx: Queries, userId: string, changeId: string, undoneBy: string): Promise<void>;
    doubtChange(tx: Queries, userId: string, changeId: string): Promise<void>;
    /** What the user chose about their passkeys is so again. */
    restoreChoices(
      tx: Queries,
      userId: string,
      choices: { asksAfterPassword?: boolean; passkeyOnly?: boolean },
      undoneBy: string,
    ): Promise<void>;
  };
  loginAlerts: { restoreMode(tx: Queries, userId: string, mode: string): Promise<void> };
  ipRestriction: {
    restore(tx: Queries, userId: string, list: string | null): Promise<void>;
    closeOpened(tx: Queries, userId: string): Promise<void>;
  };
  antiPhishingCode: { restorePhrase(tx: Queries, userId: string, phrase: string | null): Promise<void> };
}

/** The one subject that proves something besides being a setting. */
export const PASSWORD = 'password';

const alertsBefore = z.object({ mode: z.string() });
const askedBefore = z.object({ asksAfterPassword: z.boolean() });
const onlyBefore = z.object({ passkeyOnly: z.boolean() });
const listBefore = z.object({ list: z.string().nullable() });

/** Every kind of change that can be taken back, and how. A kind that is missing here can be objected to alone. */
export function createUndoers({
  guesses,
  passwords,
  twoFactor,
  passkeys,
  loginAlerts,
  ipRestriction,
  antiPhishingCode,
}: Rooms): Undoers {
  const password: Undoer = {
    subject: PASSWORD,
    async undo(tx, { userId, email, secretBefore, before }) {
      // Who could prove the password of that day had one.
      if (secretBefore === null) throw new Error('there was no password to go back to');
      await passwords.restore(tx, userId, secretBefore, before);
      await guesses.rebind(tx, email, 'password');
    },
  };
  const factor: Undoer = {
    async undo(tx, { id, userId, email }, undoneBy) {
      await twoFactor.undoChange(tx, userId, id, undoneBy);
      await guesses.rebind(tx, email, 'second-factor');
    },
    doubt: (tx, { id, userId }) => twoFactor.doubtChange(tx, userId, id),
  };
  const phrase: Undoer = {
    subject: 'anti-phishing-code',
    undo: (tx, { userId, secretBefore }) => antiPhishingCode.restorePhrase(tx, userId, secretBefore),
  };
  const passkey: Undoer = {
    undo: (tx, { id, userId }, undoneBy) => passkeys.undoChange(tx, userId, id, undoneBy),
    doubt: (tx, { id, userId }) => passkeys.doubtChange(tx, userId, id),
  };
  const asked: Undoer = {
    subject: 'passkey-asked',
    undo: (tx, { userId, before }, undoneBy) =>
      passkeys.restoreChoices(tx, userId, { asksAfterPassword: askedBefore.parse(before).asksAfterPassword }, undoneBy),
  };
  const only: Undoer = {
    subject: 'passkey-only',
    undo: (tx, { userId, before }, undoneBy) =>
      passkeys.restoreChoices(tx, userId, { passkeyOnly: onlyBefore.parse(before).passkeyOnly }, undoneBy),
  };
  const addresses: Undoer = {
    subject: 'ip-restriction',
    undo: (tx, { userId, before }) => ipRestriction.restore(tx, userId, listBefore.parse(before).list),
  };
  const opening: Undoer = {
    undo: (tx, { userId }) => ipRestriction.closeOpened(tx, userId),
    doubt: (tx, { userId }) => ipRestriction.closeOpened(tx, userId),
  };
  const recovered: Undoer = {
    async undo(tx, change, undoneBy) {
      if (change.before.lost === 'address') return addresses.undo(tx, change, undoneBy);
      await factor.undo(tx, change, undoneBy);
      await passkey.undo(tx, change, undoneBy);
    },
  };
  return {
    'passkey-added': passkey,
    'passkey-removed': passkey,
    'passkey-asked-enabled': asked,
    'passkey-asked-disabled': asked,
    'passkey-only-enabled': only,
    'passkey-only-disabled': only,
    'password-changed': password,
    'password-reset': password,
    'password-closed': password,
    'two-factor-enabled': factor,
    'two-factor-disabled': factor,
    'app-added': factor,
    'app-replaced': factor,
    'app-removed': factor,
    'backup-codes-renewed': factor,
    'recovery-completed': recovered,
    'recovery-wait-changed': waitUndoer,
    'login-alerts-changed': {
      subject: 'login-alerts',
      undo: (tx, { userId, before }) => loginAlerts.restoreMode(tx, userId, alertsBefore.parse(before).mode),
    },
    'ip-restriction-changed': addresses,
    'ip-restriction-removed': addresses,
    'address-opened': opening,
    'anti-phishing-code-set': phrase,
    'anti-phishing-code-changed': phrase,
    'anti-phishing-code-removed': phrase,
  };
}
