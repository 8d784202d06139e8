import { type Database, type Queries, runStatement } from '../../foundations/database/index.ts';
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
  /**
   * Whether all of these are there still. Asked with the user's row held, where something opens: what was proven a moment ago
   * may be removed since.
   */
  areLive(tx: Queries, userId: string, authenticatorIds: readonly string[]): Promise<boolean>;
  /** How each of many is protected, in one statement. */
  protectionsOf(db: Queries, userIds: readonly string[]): Promise<Map<string, Protection>>;
}

export interface Protection {
  /** A second factor, or a passkey that is two factors by itself. */
  secondFactor: boolean;
  /** A passkey that is two factors by itself (PK-6). */
  passkey: boolean;
  /** The password opens nothing. */
  passkeyOnly: boolean;
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

const LIVE = `
  select id from authenticator_apps where user_id = $1 and id = any($2) and removed_at is null
  union all select id from passkeys where user_id = $1 and id = any($2) and removed_at is null
  union all select id from backup_code_sets where user_id = $1 and id = any($2) and saved_at is not null and voided_at is null`;

const LOOK_AT_MANY = `
  select u.id, exists (select from authenticator_apps t where t.user_id = u.id and t.removed_at is null) as app,
         k.id is not null as passkey, coalesce(k.alone, false) as alone,
         coalesce(h.asks_after_password, false) as asks, coalesce(h.passkey_only, false) as only
    from unnest($1::text[]) as u (id)
    left join passkey_holders h on h.user_id = u.id
    left join lateral (
      select max(p.id) as id, bool_or(p.stands_alone) as alone from passkeys p where p.user_id = u.id and p.removed_at is null
    ) k on true`;

/** Two-factor is on with an app, or when the user chose that a passkey is asked for; having one changes nothing (design). */
export function createSecondFactors({ database }: { database: Database }): SecondFactors {
  const prepared = database.statement<Row>(LOOK);

  async function look(db: Queries, userId: string): Promise<Row & { isOn: boolean }> {
    const [row] = await prepared([userId], db);
    if (!row) throw new Error('a statement without a table gave no row');
    return { ...row, isOn: isTwoFactorOn(row) };
  }

  return {
    isOn: async (db, userId) => (await look(db, userId)).isOn,
    async areLive(tx, userId, authenticatorIds) {
      if (authenticatorIds.length === 0) return true;
      const live = await runStatement(tx, LIVE, [userId, authenticatorIds]);
      return live.length === new Set(authenticatorIds).size;
    },
    async protectionsOf(db, userIds) {
      const rows = await runStatement<Omit<Row, 'codes'> & { id: string; alone: boolean }>(db, LOOK_AT_MANY, [userIds]);
      return new Map(
        rows.map(({ id, alone, ...row }) => [
          id,
          { secondFactor: isTwoFactorOn(row) || alone, passkey: alone, passkeyOnly: row.only },
        ]),
      );
    },
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

function isTwoFactorOn({ app, passkey, asks, only }: Omit<Row, 'codes'>): boolean {
  return app || (passkey && asks) || only;
}
