import { type Clock, MINUTE } from '../clock.ts';
import { equalBytes, type KeyRing } from '../crypto/index.ts';
import { type Queries, runStatement } from '../database/index.ts';
import { newCode, readCode } from './code.ts';

export const CODE_LIFETIME = 30 * MINUTE;
const MOST_TRIES = 5;

/** Which code is meant: the one act it allows, whom or what it is about, and what only the browser that asked has. */
interface CodeName {
  purpose: string;
  subject: string;
  /** A hash, never the cookie itself. */
  holder: string;
}

type Redeemed =
  | { outcome: 'right'; data: Record<string, unknown> }
  | { outcome: 'wrong' }
  /** Unknown, of another browser, expired, or its tries used up: alike. */
  | { outcome: 'spent' };

export interface OneTimeCodes {
  /** Replaces an earlier code of the same name, tries included. Ten base32 characters; only their keyed hash is stored. */
  issue(tx: Queries, code: CodeName & { data?: Record<string, unknown> }): Promise<string>;
  /**
   * Counts the try in one guarded statement, then compares: of any number of tries at once at most five are compared, and
   * one gets the data. In a transaction, commit also what is `wrong`: a rolled-back try was not counted.
   */
  redeem(db: Queries, code: CodeName & { typed: string }): Promise<Redeemed>;
  /** What a page in the browser that asked may say about a code it can still take. Null as `spent`. */
  peek(db: Queries, code: CodeName): Promise<Record<string, unknown> | null>;
  /** Ends the codes of this purpose and subject, whichever browser asked. */
  revoke(tx: Queries, purpose: string, subject: string): Promise<void>;
  /** Deletes the expired ones, daily. */
  purge(db: Queries): Promise<void>;
}

const PUT = `
  insert into one_time_codes (purpose, subject, holder, code_hash, data, expires_at) values ($1, $2, $3, $4, $5, $6)
  on conflict (purpose, subject, holder) do update set
    code_hash = excluded.code_hash, data = excluded.data, expires_at = excluded.expires_at, tries = 0`;
const COUNT_TRY = `
  update one_time_codes set tries = tries + 1
  where purpose = $1 and subject = $2 and holder = $3 and expires_at > $4 and tries < $5
  returning code_hash, data`;
// With the hash: a code issued in between is not the one that was typed.
const SPEND = `
  delete from one_time_codes where purpose = $1 and subject = $2 and holder = $3 and code_hash = $4 returning 1`;
const PEEK = `
  select data from one_time_codes
  where purpose = $1 and subject = $2 and holder = $3 and expires_at > $4 and tries < $5`;
const REVOKE = `delete from one_time_codes where purpose = $1 and subject = $2`;
const PURGE = `delete from one_time_codes where expires_at <= $1`;

export function createOneTimeCodes(deps: { clock: Clock; keyRing: Pick<KeyRing, 'keyedHash'> }): OneTimeCodes {
  const { clock, keyRing } = deps;
  const hashOf = ({ purpose, subject, holder }: CodeName, code: string) =>
    keyRing.keyedHash('one-time-code', JSON.stringify([purpose, subject, holder, code]));

  return {
    async issue(tx, { data = {}, ...name }) {
      const code = newCode();
      const expiresAt = new Date(clock.now().getTime() + CODE_LIFETIME);
      const { purpose, subject, holder } = name;
      await runStatement(tx, PUT, [purpose, subject, holder, hashOf(name, code), JSON.stringify(data), expiresAt]);
      return code;
    },
    async redeem(db, { typed, ...name }) {
      const { purpose, subject, holder } = name;
      const given = hashOf(name, readCode(typed));
      const values = [purpose, subject, holder, clock.now(), MOST_TRIES];
      const [row] = await runStatement<{ code_hash: Buffer; data: Record<string, unknown> }>(db, COUNT_TRY, values);
      if (row === undefined) return { outcome: 'spent' };
      if (!equalBytes(row.code_hash, given)) return { outcome: 'wrong' };
      const spent = await runStatement(db, SPEND, [purpose, subject, holder, row.code_hash]);
      return spent.length === 1 ? { outcome: 'right', data: row.data } : { outcome: 'spent' };
    },
    async peek(db, { purpose, subject, holder }) {
      const values = [purpose, subject, holder, clock.now(), MOST_TRIES];
      return (await runStatement<{ data: Record<string, unknown> }>(db, PEEK, values))[0]?.data ?? null;
    },
    async revoke(tx, purpose, subject) {
      await runStatement(tx, REVOKE, [purpose, subject]);
    },
    async purge(db) {
      await runStatement(db, PURGE, [clock.now()]);
    },
  };
}
