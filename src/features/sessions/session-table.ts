import { sql } from 'kysely';
import { askTogether, type Database, type Queries, runStatement } from '../../foundations/database/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import type { Assurance, ProofMethod, Session } from './session.ts';

export interface SessionRow {
  id: string;
  secret_hash: Buffer;
  user_id: string;
  account_id: string;
  auth_generation: number;
  assurance: Assurance;
  methods: ProofMethod[];
  kept: boolean;
  lapsed: boolean;
  signed_in_at: Date;
  proven_at: Date;
  stepped_up_at: Date | null;
  last_seen_at: Date;
  expires_at: Date;
  device_id: string | null;
  address: string | null;
  prefix: string;
  country: string | null;
  browser: string | null;
  system: string | null;
  /** What was proven with in it, besides the password: at its sign-in or since. */
  authenticators: string[];
}

type NewSessionRow = Omit<SessionRow, 'lapsed' | 'stepped_up_at' | 'proven_at' | 'last_seen_at'>;

function table(db: Queries) {
  return db.withTables<{ sessions: SessionRow & { lapsed: boolean } }>();
}

interface LookUpRow {
  secret_hash: Buffer;
  id: string;
  user_id: string;
  account_id: string;
  assurance: Assurance;
  methods: ProofMethod[];
  kept: boolean;
  lapsed: boolean;
  signed_in_at: Date;
  proven_at: Date;
  stepped_up_at: Date | null;
  last_seen_at: Date;
  expires_at: Date;
  device_id: string | null;
  email: string;
  name: string;
  locale: Locale;
  time_zone: string;
  account_name: string;
  role: string | null;
  must_change: boolean | null;
  has_app: boolean;
  /** null: none; whether one is two factors by itself. */
  passkey_alone: boolean | null;
  has_codes: boolean;
  asks_after_password: boolean | null;
  passkey_only: boolean | null;
  frozen_until: Date | null;
  second_factor_from: Date | null;
  passkey_from: Date | null;
  /** Whether this session was proven with a passkey that is live. */
  passkey_proven: boolean | null;
  membership_changes_at: Date | null;
  confirmed_list: string | null;
  provisional_list: string | null;
  proven_before: Date | null;
  reverts_at: Date | null;
  opened_address: string | null;
  opened_until: Date | null;
  account_confirmed_list: string | null;
  account_provisional_list: string | null;
  account_proven_before: Date | null;
  account_reverts_at: Date | null;
}

/**
 * The one look-up of every signed-in request: session, user, account, role and what the user can prove with, live.
 * A raised generation, a disabled user or an ended membership bites here, on the next request (MR-4, SE-8).
 * Requests that arrive together are looked up together.
 */
const LOOK_UP_WHERE = (condition: string) => `
  select s.secret_hash, s.id, s.user_id, s.account_id, s.assurance, s.methods, s.kept, s.lapsed, s.signed_in_at, s.proven_at,
         s.stepped_up_at, s.last_seen_at, s.expires_at, s.device_id,
         u.email, u.name, u.locale, u.time_zone, a.name as account_name, a.second_factor_from, a.passkey_from,
         case when m.state = 'active' then m.role end as role,
         least(m.owner_from, m.suspended_until) as membership_changes_at, p.must_change,
         exists (select from authenticator_apps t where t.user_id = s.user_id and t.removed_at is null) as has_app,
         k.passkey_alone, k.passkey_proven,
         exists (select from backup_code_sets b
                  where b.user_id = s.user_id and b.saved_at is not null and b.voided_at is null) as has_codes,
         h.asks_after_password, h.passkey_only,
         f.until as frozen_until,
         r.confirmed_list, r.provisional_list, r.proven_before, r.reverts_at, r.opened_address, r.opened_until,
         ar.confirmed_list as account_confirmed_list, ar.provisional_list as account_provisional_list,
         ar.proven_before as account_proven_before, ar.reverts_at as account_reverts_at
    from sessions s
    join users u on u.id = s.user_id and u.auth_generation = s.auth_generation and u.state = 'active'
    join accounts a on a.id = s.account_id
    left join memberships m on m.account_id = s.account_id and m.user_id = s.user_id
    left join passwords p on p.user_id = s.user_id
    left join security_freezes f on f.user_id = s.user_id
    left join passkey_holders h on h.user_id = s.user_id
    left join address_restrictions r on r.owner_kind = 'user' and r.owner_id = s.user_id
    left join address_restrictions ar on ar.owner_kind = 'account' and ar.owner_id = s.account_id
    left join lateral (
      select bool_or(k.stands_alone) as passkey_alone, bool_or(k.id = any(s.authenticators)) as passkey_proven
        from passkeys k where k.user_id = s.user_id and k.removed_at is null
    ) k on true
   where ${condition}`;
/** Planned for one row, which a plan for many would cost several times as much. */
export const LOOK_UP = LOOK_UP_WHERE('s.secret_hash = $1');
const LOOK_UP_MANY = LOOK_UP_WHERE('s.secret_hash = any($1)');

export function prepareLookUp(database: Database): (secretHash: Buffer) => Promise<Session | null> {
  const lookUpOne = database.statement<LookUpRow>(LOOK_UP);
  const lookUpMany = database.statement<LookUpRow>(LOOK_UP_MANY);
  const find = askTogether(async (secretHashes: readonly Buffer[]) => {
    const found = await (secretHashes.length === 1 ? lookUpOne([...secretHashes]) : lookUpMany([padded(secretHashes)]));
    const rows = new Map(found.map((row) => [row.secret_hash.toString('base64'), row]));
    return secretHashes.map((hash) => rows.get(hash.toString('base64')));
  });
  return async (secretHash) => {
    const row = await find(secretHash);
    return row ? toSession(row) : null;
  };
}

/**
 * PostgreSQL supposes ten values in an array it does not know. With fewer it would find a plan of its own cheaper than the kept one,
 * each time anew, and finding it costs more than all the rest. The same value twice costs nothing.
 */
function padded(secretHashes: readonly Buffer[]): Buffer[] {
  const missing = Math.max(0, 10 - secretHashes.length);
  return [...secretHashes, ...Array.from({ length: missing }, () => secretHashes[0] as Buffer)];
}

function toSession(row: LookUpRow): Session {
  const hasPasskey = row.passkey_alone !== null;
  const passkeyOnly = row.passkey_only === true;
  const twoFactorOn = row.has_app || passkeyOnly || (hasPasskey && row.asks_after_password === true);
  return {
    id: row.id,
    userId: row.user_id,
    email: row.email,
    name: row.name,
    locale: row.locale,
    timeZone: row.time_zone,
    account: { id: row.account_id, name: row.account_name },
    role: row.role,
    assurance: row.assurance,
    methods: row.methods,
    kept: row.kept,
    lapsed: row.lapsed,
    signedInAt: row.signed_in_at,
    provenAt: row.proven_at,
    steppedUpAt: row.stepped_up_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    deviceId: row.device_id,
    mustChangePassword: row.must_change === true && !passkeyOnly,
    reachable: twoFactorOn || row.passkey_alone === true ? 'aal2' : 'aal1',
    twoFactorOn,
    has: { app: row.has_app, passkey: hasPasskey, backupCodes: row.has_codes },
    passkeyStandsAlone: row.passkey_alone === true,
    passkeyProven: row.passkey_proven === true,
    passkeyOnly,
    frozenUntil: row.frozen_until,
    rules: { secondFactorFrom: row.second_factor_from, passkeyFrom: row.passkey_from },
    restriction: restrictionOf(row),
    accountRestriction: accountRestrictionOf(row),
    membershipChangesAt: row.membership_changes_at,
  };
}

/** Without a list nothing is to be asked at each request. */
function restrictionOf(row: LookUpRow): Session['restriction'] {
  if (row.confirmed_list === null && row.provisional_list === null) return null;
  return {
    confirmedList: row.confirmed_list,
    provisionalList: row.provisional_list,
    provenBefore: row.proven_before,
    revertsAt: row.reverts_at,
    openedAddress: row.opened_address,
    openedUntil: row.opened_until,
  };
}

/** It binds its members. The address that an owner opened for themselves counts besides: nobody is trapped by it. */
function accountRestrictionOf(row: LookUpRow): Session['restriction'] {
  const { account_confirmed_list: confirmedList, account_provisional_list: provisionalList } = row;
  if (row.role === null || (confirmedList === null && provisionalList === null)) return null;
  const isOwner = row.role === 'owner';
  return {
    confirmedList,
    provisionalList,
    provenBefore: row.account_proven_before,
    revertsAt: row.account_reverts_at,
    openedAddress: isOwner ? row.opened_address : null,
    openedUntil: isOwner ? row.opened_until : null,
  };
}

/** The delete sees the sessions there were before; $18 is how many of those stay. */
const INSERT = `
  with gone as (
    delete from sessions where id in (select id from sessions where user_id = $3 order by last_seen_at desc, id offset $18)
  )
  insert into sessions (id, secret_hash, user_id, account_id, auth_generation, assurance, methods, kept, signed_in_at,
    proven_at, last_seen_at, expires_at, device_id, address, prefix, country, browser, system, authenticators)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $9, $10, $11, $12, $13, $14, $15, $16, $17)`;

/** Keeps the newest `most`, the one just opened among them (SE-9). */
export async function insertSession(tx: Queries, row: NewSessionRow, most: number): Promise<void> {
  const { id, secret_hash, user_id, account_id, auth_generation, assurance, methods, kept } = row;
  const { signed_in_at, expires_at, device_id, address, prefix, country, browser, system, authenticators } = row;
  await runStatement(tx, INSERT, [
    ...[id, secret_hash, user_id, account_id, auth_generation, assurance, methods, kept, signed_in_at, expires_at],
    ...[device_id, address, prefix, country, browser, system, authenticators, most - 1],
  ]);
}

/** Guarded, so that of many requests in one interval only one writes. */
export async function touchSession(
  db: Queries,
  id: string,
  seenBefore: Date,
  now: Date,
  lapsed: boolean,
): Promise<void> {
  await table(db)
    .updateTable('sessions')
    .set({ last_seen_at: now, ...(lapsed ? { lapsed: true } : {}) })
    .where('id', '=', id)
    .where('last_seen_at', '<=', seenBefore)
    .execute();
}

/** The old secret is dead with this statement (SE-2). False: the session ended meanwhile. */
export async function replaceSecret(
  tx: Queries,
  session: {
    id: string;
    oldSecretHash: Buffer;
    newSecretHash: Buffer;
    assurance: Assurance;
    methods: ProofMethod[];
    authenticator: string | null;
    now: Date;
  },
): Promise<boolean> {
  const { authenticator } = session;
  const result = await table(tx)
    .updateTable('sessions')
    .set({
      secret_hash: session.newSecretHash,
      assurance: session.assurance,
      methods: session.methods,
      proven_at: session.now,
      stepped_up_at: session.now,
      last_seen_at: session.now,
      lapsed: false,
      ...(authenticator === null
        ? {}
        : {
            authenticators: sql<
              string[]
            >`array_append(array_remove(authenticators, ${authenticator}), ${authenticator})`,
          }),
    })
    .where('id', '=', session.id)
    .where('secret_hash', '=', session.oldSecretHash)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** False: the session ended meanwhile. */
export async function renewSecret(tx: Queries, id: string, oldHash: Buffer, newHash: Buffer): Promise<boolean> {
  const result = await table(tx)
    .updateTable('sessions')
    .set({ secret_hash: newHash })
    .where('id', '=', id)
    .where('secret_hash', '=', oldHash)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The row as it is now, for as long as the transaction lasts. */
export async function lockSession(tx: Queries, id: string, secretHash: Buffer): Promise<SessionRow | null> {
  const row = await table(tx)
    .selectFrom('sessions')
    .selectAll()
    .where('id', '=', id)
    .where('secret_hash', '=', secretHash)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Into another account, under a new secret: the old one is dead with this statement (SE-2). What was proven stays. */
export async function moveSession(
  tx: Queries,
  session: { id: string; newSecretHash: Buffer; accountId: string },
): Promise<void> {
  await table(tx)
    .updateTable('sessions')
    .set({ secret_hash: session.newSecretHash, account_id: session.accountId })
    .where('id', '=', session.id)
    .execute();
}

export async function deleteSession(tx: Queries, userId: string, id: string): Promise<boolean> {
  const result = await table(tx)
    .deleteFrom('sessions')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

/** Whoever's it is: the browser that held this secret holds another from now on. */
export async function deleteSessionOfSecret(tx: Queries, secretHash: Buffer): Promise<void> {
  await table(tx).deleteFrom('sessions').where('secret_hash', '=', secretHash).execute();
}

export async function deleteSessionsOf(tx: Queries, userId: string, except: string | null): Promise<number> {
  let query = table(tx).deleteFrom('sessions').where('user_id', '=', userId);
  if (except !== null) query = query.where('id', '<>', except);
  return Number((await query.executeTakeFirst()).numDeletedRows);
}

export async function deleteSessionsOpenedWith(
  tx: Queries,
  userId: string,
  authenticatorId: string,
  except: string,
): Promise<number> {
  const result = await table(tx)
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .where('id', '<>', except)
    .where(sql<boolean>`${authenticatorId} = any(authenticators)`)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Puts the one surviving session on the user's new generation. */
export async function restampSession(tx: Queries, id: string, generation: number): Promise<void> {
  await table(tx).updateTable('sessions').set({ auth_generation: generation }).where('id', '=', id).execute();
}

export async function listSessionsOf(db: Queries, userId: string, now: Date): Promise<SessionRow[]> {
  return table(db)
    .selectFrom('sessions')
    .selectAll()
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .execute();
}

export async function deleteExpiredSessions(db: Queries, now: Date): Promise<void> {
  await table(db).deleteFrom('sessions').where('expires_at', '<=', now).execute();
}
