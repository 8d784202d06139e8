import type { Database, Queries } from '../../foundations/database/index.ts';
import type { ProofMethod } from '../sessions/index.ts';

/** What a user has beside the password, and chose about it. */
export interface Standing {
  /** What can be given after the password, the strongest first; empty while two-factor is off. */
  methods: ProofMethod[];
  /** The password opens nothing. */
  passkeyOnly: boolean;
}

/** Every second factor of a user together: apps, passkeys and the backup codes beside them. */
export interface SecondFactors {
  /** The password alone suffices at no door. */
  isOn(db: Queries, userId: string): Promise<boolean>;
  standingOf(db: Queries, userId: string): Promise<Standing>;
}

interface Row {
  app: boolean;
  passkey: boolean;
  codes: boolean;
  asks: boolean;
  only: boolean;
}

/** One statement over the tables of both rooms, since every sign-in asks; like the session look-up it reads what is live. */
const LOOK = `
  select exists (select from authenticator_apps where user_id = $1 and removed_at is null) as app,
         exists (select from passkeys where user_id = $1 and removed_at is null) as passkey,
         exists (select from backup_code_sets s join backup_codes c on c.set_id = s.id and c.used_at is null
                  where s.user_id = $1 and s.saved_at is not null and s.voided_at is null) as codes,
         coalesce((select asks_after_password from passkey_holders where user_id = $1), false) as asks,
         coalesce((select passkey_only from passkey_holders where user_id = $1), false) as only`;

/** Two-factor is on with an app, or when the user chose that a passkey is asked for; having one changes nothing (design). */
export function createSecondFactors({ database }: { database: Database }): SecondFactors {
  const prepared = database.statement<Row>(LOOK);

  async function look(db: Queries, userId: string): Promise<Row & { isOn: boolean }> {
    const [row] = await prepared([userId], db);
    if (!row) throw new Error('a statement without a table gave no row');
    return { ...row, isOn: row.app || (row.passkey && row.asks) || row.only };
  }

  return {
    isOn: async (db, userId) => (await look(db, userId)).isOn,
    async standingOf(db, userId) {
      const { isOn, app, passkey, codes, only } = await look(db, userId);
      const methods: ProofMethod[] = [
        ...(passkey ? (['passkey'] as const) : []),
        ...(app ? (['totp'] as const) : []),
        ...(codes ? (['backup-code'] as const) : []),
      ];
      return { methods: isOn ? methods : [], passkeyOnly: only };
    },
  };
}
