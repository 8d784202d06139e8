import type { Clock } from '../../foundations/clock.ts';
import { newId } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { CommitSecurityChange } from '../recovery/index.ts';
import type { SessionCookie } from '../sessions/index.ts';
import { hasLiveApp, insertApp, removeLiveApps } from './app-table.ts';
import { type SaveResult, saveSet } from './backup-code-table.ts';
import type { Guesses, RaiseSession, SignedInOwner, Users } from './doors.ts';
import { type EnrolmentRow, takeConfirmedEnrolment } from './enrolment-table.ts';
import { type TwoFactorChange, twoFactorChangedMail } from './two-factor-changed-mail.tsx';

export type FinishResult = { result: 'done'; cookie: SessionCookie; change: TwoFactorChange } | Unfinished;

/** `over`: nothing to finish. Not confirmed, over, finished already, or the session ended. */
type Unfinished = Exclude<SaveResult, { result: 'saved' }>;

export interface FinishRequest {
  session: SignedInOwner;
  secret: string;
  client: Client;
  /** The number on the sheet of codes that was kept. */
  shown?: number | undefined;
}

interface Deps {
  database: Database;
  clock: Clock;
  users: Users;
  guesses: Guesses;
  raiseSession: RaiseSession;
  commitChange: CommitSecurityChange;
  /** The password that enrolled the app has proven itself beside a second factor. */
  onEnabled(tx: Queries, userId: string): Promise<void>;
}

/** Undoes everything that was written. */
class NotFinished extends Error {
  readonly because: Unfinished;

  constructor(because: Unfinished = { result: 'over' }) {
    super(because.result);
    this.because = because;
  }
}

/**
 * Takes a proven app into use: one transaction with the codes that go with the first one, the app it replaces, the
 * other sessions' end (SE-8), journal, history, mail. Its code was a proof, so this session becomes aal2 (SE-9).
 */
export function createFinishEnrolment(deps: Deps) {
  const { database, clock, users, guesses, raiseSession, commitChange } = deps;

  return async (request: FinishRequest): Promise<FinishResult> => {
    try {
      return await database.transaction((tx) => finish(tx, request));
    } catch (error) {
      if (error instanceof NotFinished) return error.because;
      throw error;
    }
  };

  /** Throws NotFinished. */
  async function finish(tx: Queries, { session, secret, client, shown }: FinishRequest): Promise<FinishResult> {
    const { userId } = session;
    const at = clock.now();
    if ((await users.lock(tx, userId))?.state !== 'active') throw new NotFinished();
    const wasOn = await hasLiveApp(tx, userId);
    const enrolment = await takeConfirmedEnrolment(tx, session, at);
    if (enrolment === null) throw new NotFinished();
    const id = newId('chg');
    const codes = wasOn ? null : await saveSet(tx, session, { id, at, shown });
    if (codes !== null && codes.result !== 'saved') throw new NotFinished(codes);
    const replaced = await replaceOld(tx, enrolment, id, at);
    await insertApp(tx, {
      id: enrolment.app_id,
      user_id: userId,
      name: enrolment.name,
      sealed_secret: enrolment.sealed_secret,
      last_step: enrolment.last_step,
      spent_apart: enrolment.spent_apart,
      created_at: at,
      senior_from: at,
      added_by: id,
    });
    await guesses.rebind(tx, session.email, 'second-factor');
    const change: TwoFactorChange = wasOn ? (replaced === null ? 'app-added' : 'app-replaced') : 'two-factor-enabled';
    await commitChange(tx, {
      id,
      userId,
      kind: change,
      actor: { client, session },
      reachableBefore: session.reachable,
      before: { on: wasOn, ...(replaced === null ? {} : { app: replaced }) },
      after: { on: true, app: enrolment.name, ...(codes === null ? {} : { backupCodeSet: codes.number }) },
      endSessions: change === 'app-added' ? 'none' : 'others',
      mail: twoFactorChangedMail,
      parameters: {
        at: at.toISOString(),
        change,
        app: enrolment.name,
        address: client.address,
        oldCodesOf: codes?.voided?.created_at.toISOString() ?? null,
      },
    });
    if (!wasOn) await deps.onEnabled(tx, userId);
    const cookie = await raiseSession(tx, session, secret, enrolment.app_id);
    if (cookie === null) throw new NotFinished();
    return { result: 'done', cookie, change };
  }

  /** Replaced without a gap: the old app works until this very transaction. null: nothing to replace. */
  async function replaceOld(tx: Queries, enrolment: EnrolmentRow, by: string, at: Date): Promise<string | null> {
    if (enrolment.replaces === null) return null;
    const removed = await removeLiveApps(tx, enrolment.user_id, { at, by, only: enrolment.replaces });
    return removed[0]?.name ?? null;
  }
}
