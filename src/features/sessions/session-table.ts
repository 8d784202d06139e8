import { type Database, type Queries, runStatement } from '../../foundations/database/index.ts';
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
}

type NewSessionRow = Omit<SessionRow, 'lapsed' | 'stepped_up_at' | 'proven_at' | 'last_seen_at'>;

function table(db: Queries) {
  return db.withTables<{ sessions: SessionRow & { lapsed: boolean } }>();
}

interface LookUpRow {
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
}

/**
 * The one look-up of every signed-in request: session, user, account and role by primary keys, live.
 * A raised generation, a disabled user or an ended membership bites here, on the next request (MR-4, SE-8).
 */
export const LOOK_UP = `
  select s.id, s.user_id, s.account_id, s.assurance, s.methods, s.kept, s.lapsed, s.signed_in_at, s.proven_at,
         s.stepped_up_at, s.last_seen_at, s.expires_at, s.device_id,
         u.email, u.name, u.locale, u.time_zone, a.name as account_name, m.role, p.must_change
    from sessions s
    join users u on u.id = s.user_id and u.auth_generation = s.auth_generation and u.state = 'active'
    join accounts a on a.id = s.account_id
    left join memberships m on m.account_id = s.account_id and m.user_id = s.user_id and m.state = 'active'
    left join passwords p on p.user_id = s.user_id
   where s.secret_hash = $1`;

export function prepareLookUp(database: Database): (secretHash: Buffer) => Promise<Session | null> {
  const lookUp = database.statement<LookUpRow>(LOOK_UP);
  return async (secretHash) => {
    const [row] = await lookUp([secretHash]);
    return row ? toSession(row) : null;
  };
}

function toSession(row: LookUpRow): Session {
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
    mustChangePassword: row.must_change ?? false,
  };
}

/** The delete sees the sessions there were before; $17 is how many of those stay. */
const INSERT = `
  with gone as (
    delete from sessions where id in (select id from sessions where user_id = $3 order by last_seen_at desc, id offset $17)
  )
  insert into sessions (id, secret_hash, user_id, account_id, auth_generation, assurance, methods, kept, signed_in_at,
    proven_at, last_seen_at, expires_at, device_id, address, prefix, country, browser, system)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $9, $10, $11, $12, $13, $14, $15, $16)`;

/** Keeps the newest `most`, the one just opened among them (SE-9). */
export async function insertSession(tx: Queries, row: NewSessionRow, most: number): Promise<void> {
  const { id, secret_hash, user_id, account_id, auth_generation, assurance, methods, kept } = row;
  const { signed_in_at, expires_at, device_id, address, prefix, country, browser, system } = row;
  await runStatement(tx, INSERT, [
    ...[id, secret_hash, user_id, account_id, auth_generation, assurance, methods, kept, signed_in_at, expires_at],
    ...[device_id, address, prefix, country, browser, system, most - 1],
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
    now: Date;
  },
): Promise<boolean> {
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
    })
    .where('id', '=', session.id)
    .where('secret_hash', '=', session.oldSecretHash)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
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
