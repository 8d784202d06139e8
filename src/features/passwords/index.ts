import type { Clock } from '../../foundations/clock.ts';
import type { KeyRing } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { FieldError } from '../../foundations/http/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import type { Jobs } from '../../foundations/jobs/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import type { StrengthWords } from '../../ui/index.ts';
import { createChangePassword } from './change-password.ts';
import { createCloseUntilReset } from './close-password.ts';
import type { PasswordContext } from './context-words.ts';
import {
  activeOwner,
  type CommitChange,
  type DescribeOrigin,
  type Guesses,
  type History,
  type OfficialMail,
  type PasskeyOnly,
  type ProvePassword,
  type Users,
} from './doors.ts';
import { createHashing, type Hashing, type HashingOptions } from './hash-password.ts';
import { createJudgePassword, type Judge } from './judge-password.ts';
import {
  closePassword,
  forgetRecoveryHash,
  lockPassword,
  markCompromised,
  prepareFindPassword,
  prepareFindRecoveryHash,
  type SetBy,
  upsertPassword,
} from './password-table.ts';
import { fieldErrorFor, meterWords, newPasswordHint } from './password-words.ts';
import { createRequestReset } from './request-reset.ts';
import { createResetPassword } from './reset-password.ts';
import { RESET_LIFETIME } from './reset-token.ts';
import { createRestore } from './restore-password.ts';
import { createPasswordRoutes } from './routes.tsx';
import { createSendResetLink } from './send-reset-link.ts';
import { createSetPassword } from './set-password.ts';
import { createVerifyPassword, type Verdict } from './verify-password.ts';

export type { HashingOptions } from './hash-password.ts';
export { RESET_PURPOSE } from './reset-token.ts';

export interface Passwords {
  readonly hashing: Hashing;
  readonly resetLifetimeMs: number;
  judge: Judge;
  /** The refusal in words at its field, or null when the password may be used. */
  check(password: string, context: PasswordContext, locale: Locale): Promise<FieldError | null>;
  /** The words of the strength meter beside a new password; `emailField` is the form's field with the address. */
  meterWords(locale: Locale, emailField?: string): StrengthWords;
  newPasswordHint(locale: Locale): string;
  /** A new hash for `set`. Slow on purpose: never inside a transaction. Refuses with TooBusy. */
  hash(password: string): Promise<string>;
  /** The same work for null as for a user (RL-4). Refuses with TooBusy. */
  verify(userId: string | null, password: string): Promise<Verdict>;
  /** For a recovery: that of before any mailed reset that no second factor followed, closed or not. null: there is none. */
  recoveryHash(userId: string, tx?: Queries): Promise<string | null>;
  /** Whether it is the password of this hash. null: no, after the same work. Refuses with TooBusy. */
  matches(hash: string | null, password: string): Promise<boolean>;
  /** It signed in together with a second factor, or enabled one: a recovery counts it from now on. */
  noteProvenWithSecondFactor(tx: Queries, userId: string): Promise<void>;
  /** For an undo, in its transaction: the password is again the one of this hash. Tells nobody. */
  restore(tx: Queries, userId: string, hash: string, before: Record<string, unknown>): Promise<void>;
  set(tx: Queries, userId: string, hash: string, by: SetBy): Promise<void>;
  /** "This wasn't me": it proves nothing any more until a reset. */
  close(tx: Queries, userId: string): Promise<void>;
  /** PW-8: the next session reaches only the change of password. */
  markCompromised(tx: Queries, userId: string): Promise<void>;
  /** For the security journal; locks the row. null: the user has no password. */
  currentHash(tx: Queries, userId: string): Promise<string | null>;
  /** Loads list and dictionaries, so that the first user does not wait for them. */
  warmUp(): Promise<void>;
}

export interface PasswordsDeps {
  database: Database;
  clock: Clock;
  hashing?: HashingOptions;
  /** The product's and the company's names and host (PW-7). */
  serviceNames: readonly string[];
  blocklistFile?: string | null | undefined;
}

export function createPasswords({ database, clock, serviceNames, blocklistFile, ...deps }: PasswordsDeps): Passwords {
  const hashing = createHashing(deps.hashing);
  const { judge, warmUp } = createJudgePassword({ serviceNames, blocklistFile });
  return {
    hashing,
    resetLifetimeMs: RESET_LIFETIME,
    judge,
    warmUp,
    check: async (password, context, locale) => fieldErrorFor(await judge(password, context), locale),
    meterWords,
    newPasswordHint,
    hash: (password) => hashing.hash(password),
    verify: createVerifyPassword({ database, hashing }),
    recoveryHash: prepareFindRecoveryHash(database),
    matches: (hash, password) => hashing.verify(hash, password),
    noteProvenWithSecondFactor: forgetRecoveryHash,
    restore: createRestore(clock),
    set: (tx, userId, hash, by) => upsertPassword(tx, { user_id: userId, hash, set_at: clock.now(), set_by: by }),
    close: (tx, userId) => closePassword(tx, userId, clock.now()),
    markCompromised,
    currentHash: async (tx, userId) => (await lockPassword(tx, userId))?.hash ?? null,
  };
}

export interface PasswordDoorsDeps {
  passwords: Passwords;
  database: Database;
  clock: Clock;
  jobs: Pick<Jobs, 'define' | 'add'>;
  keyRing: Pick<KeyRing, 'seal' | 'open'>;
  tokens: Pick<OneTimeTokens, 'issue' | 'peek' | 'spend'>;
  users: Users;
  passkeyOnly: PasskeyOnly;
  guesses: Guesses;
  provePassword: ProvePassword;
  history: History;
  officialMail: OfficialMail;
  commitChange: CommitChange;
  describeOrigin: DescribeOrigin;
}

/**
 * The handlers of change, forgot, reset and meter, the job that answers a forgotten password, and what "this wasn't me"
 * does to one.
 */
export function createPasswordDoors(deps: PasswordDoorsDeps) {
  const { passwords, database, users } = deps;
  const { hashing, judge } = passwords;
  const setPassword = createSetPassword(deps);
  const sendResetLink = createSendResetLink(deps);
  const findPassword = prepareFindPassword(database);
  const findOwner = async (db: Queries, userId: string) => activeOwner(await users.find(db, userId));
  const routes = createPasswordRoutes({
    judge,
    changePassword: createChangePassword({ ...deps, hashing, judge, setPassword }),
    requestReset: createRequestReset({ ...deps, sendResetLink }),
    resetPassword: createResetPassword({ ...deps, hashing, judge, findPassword, setPassword }),
  });
  return { ...routes, closeUntilReset: createCloseUntilReset({ ...deps, findOwner, sendResetLink }) };
}
