import type { Clock } from '../../foundations/clock.ts';
import type { KeyRing } from '../../foundations/crypto/index.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { SealedColumn } from '../../foundations/sealed-rows/index.ts';
import { findPhrase, lockPhrase, type PhraseRow, replacePhrase } from './phrase-table.ts';

export interface KeptPhrase {
  phrase: string | null;
  version: number;
  changedAt: Date;
}

const PURPOSE = 'anti-phishing-code.phrase';
/** For a rotation of the keys. */
export const phraseColumn: SealedColumn = {
  table: 'anti_phishing_codes',
  idColumn: 'user_id',
  column: 'sealed',
  purpose: PURPOSE,
  boundTo: { columns: ['user_id', 'version'], row: rowName },
};

/** The phrase at rest: sealed to its user and version (CR-2), opened for mails and, after a fresh proof, for its owner. */
export function createKeepPhrase({ keyRing, clock }: { keyRing: Pick<KeyRing, 'seal' | 'open'>; clock: Clock }) {
  const open = (userId: string, { version, sealed, changed_at }: PhraseRow): KeptPhrase => ({
    phrase: sealed === null ? null : keyRing.open(PURPOSE, rowName(userId, version), sealed),
    version,
    changedAt: changed_at,
  });

  return {
    async find(db: Queries, userId: string): Promise<KeptPhrase | null> {
      const row = await findPhrase(db, userId);
      return row && open(userId, row);
    },

    /** Locks it until the transaction ends. */
    lock: async (tx: Queries, userId: string) => open(userId, await lockPhrase(tx, userId, clock.now())),

    /** The phrase from here on, as the version after `before`; null: none. */
    async replace(tx: Queries, userId: string, before: KeptPhrase, phrase: string | null): Promise<void> {
      const version = before.version + 1;
      const sealed = phrase === null ? null : keyRing.seal(PURPOSE, rowName(userId, version), phrase);
      await replacePhrase(tx, userId, { version, sealed, changed_at: clock.now() });
    },
  };
}

export type KeepPhrase = ReturnType<typeof createKeepPhrase>;

function rowName(userId: string, version: number | string): string {
  return `${userId}:${version}`;
}
