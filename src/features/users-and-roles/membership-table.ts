import { type Queries, runStatement } from '../../foundations/database/index.ts';
import type { Place } from './place-sign-in.ts';
import type { Rule } from './policy.ts';
import type { Role } from './role.ts';

export interface Membership {
  account_id: string;
  user_id: string;
  role: Role;
  state: 'active' | 'suspended' | 'waiting';
  joined_at: Date;
  invited_by: string | null;
  suspended_until: Date | null;
  owner_from: Date | null;
  owner_offered_by: string | null;
}

/** A membership with who it is, for lists, mails and the trail. */
export interface Member extends Membership {
  /** `joined_at` in microseconds since 1970, as exact as the database keeps it. */
  joined_micros: number;
  email: string;
  name: string;
  user_state: string;
}

function table(db: Queries) {
  return db.withTables<{ memberships: Membership }>();
}

export async function insertMembership(
  tx: Queries,
  row: Pick<Membership, 'account_id' | 'user_id' | 'role' | 'state' | 'joined_at'> & Partial<Membership>,
): Promise<void> {
  const empty = { invited_by: null, suspended_until: null, owner_from: null, owner_offered_by: null };
  await table(tx)
    .insertInto('memberships')
    .values({ ...empty, ...row })
    .execute();
}

type Change = Partial<Pick<Membership, 'role' | 'state' | 'suspended_until' | 'owner_from' | 'owner_offered_by'>>;

export async function updateMembership(
  tx: Queries,
  { account_id, user_id }: Pick<Membership, 'account_id' | 'user_id'>,
  change: Change,
): Promise<void> {
  await table(tx)
    .updateTable('memberships')
    .set(change)
    .where('account_id', '=', account_id)
    .where('user_id', '=', user_id)
    .execute();
}

export async function deleteMembership(
  tx: Queries,
  { account_id, user_id }: Pick<Membership, 'account_id' | 'user_id'>,
): Promise<void> {
  await table(tx)
    .deleteFrom('memberships')
    .where('account_id', '=', account_id)
    .where('user_id', '=', user_id)
    .execute();
}

const COLUMNS = `(extract(epoch from m.joined_at) * 1000000)::bigint as joined_micros, m.account_id, m.user_id, m.role, m.state, m.joined_at, m.invited_by, m.suspended_until, m.owner_from,
  m.owner_offered_by, u.email, u.name, u.state as user_state`;
const FIND = `
  select ${COLUMNS} from memberships m join users u on u.id = m.user_id where m.account_id = $1 and m.user_id = $2`;
const FIND_BY_EMAIL = `
  select ${COLUMNS} from memberships m join users u on u.id = m.user_id where m.account_id = $1 and u.email = $2`;

/** Always by account and user: another account's member is nobody here (MR-2). */
export async function findMember(db: Queries, accountId: string, userId: string): Promise<Member | null> {
  return (await runStatement<Member>(db, FIND, [accountId, userId]))[0] ?? null;
}

export async function findMemberByEmail(db: Queries, accountId: string, email: string): Promise<Member | null> {
  return (await runStatement<Member>(db, FIND_BY_EMAIL, [accountId, email]))[0] ?? null;
}

const PAGE = `
  select ${COLUMNS} from memberships m join users u on u.id = m.user_id
   where m.account_id = $1
     and (m.joined_at, m.user_id) > ('epoch'::timestamptz + $2::bigint * interval '1 microsecond', $3::text)
   order by m.joined_at, m.user_id limit $4`;

export function listMembers(
  db: Queries,
  accountId: string,
  after: { joinedMicros: number; userId: string } | null,
  limit: number,
): Promise<Member[]> {
  return runStatement(db, PAGE, [accountId, after?.joinedMicros ?? 0, after?.userId ?? '', limit]);
}

/** What people are called, of many at once. */
export function listNames(
  db: Queries,
  userIds: readonly string[],
): Promise<{ id: string; email: string; name: string }[]> {
  return runStatement(db, 'select id, email, name from users where id = any($1)', [userIds]);
}

export function isActiveOwner(member: Pick<Member, 'role' | 'state' | 'user_state'> | null): boolean {
  return member?.role === 'owner' && member.state === 'active' && member.user_state === 'active';
}

/** Shared, so that nobody disables one of them before this transaction is over. */
const OWNERS = `
  select m.user_id from memberships m join users u on u.id = m.user_id
   where m.account_id = $1 and m.role = 'owner' and m.state = 'active' and u.state = 'active'
   order by m.user_id for share of u`;

/** The owners who can act now: active here, and not disabled as users. */
export async function lockActiveOwners(tx: Queries, accountId: string): Promise<string[]> {
  return (await runStatement<{ user_id: string }>(tx, OWNERS, [accountId])).map(({ user_id }) => user_id);
}

/** In one order over all accounts, before anything else is locked that is theirs. */
export async function lockOwnersAnd(tx: Queries, accountId: string, userId: string): Promise<void> {
  await runStatement(
    tx,
    `select 1 from users where id = $2 or id in (select user_id from memberships where account_id = $1 and role = 'owner')
      order by id for no key update`,
    [accountId, userId],
  );
}

/** The clock of every wait for ownership in an account stands still for so long, or goes on earlier again. */
export async function moveWaits(tx: Queries, accountId: string, milliseconds: number): Promise<void> {
  await runStatement(
    tx,
    `update memberships set owner_from = owner_from + $2::bigint * interval '1 millisecond'
      where account_id = $1 and owner_from is not null`,
    [accountId, milliseconds],
  );
}

const OWNERS_OF = `
  select u.email, u.name from memberships m join users u on u.id = m.user_id
   where m.account_id = $1 and m.role = 'owner' and m.state = 'active' order by m.joined_at, m.user_id`;

export function listOwners(db: Queries, accountId: string): Promise<{ email: string; name: string }[]> {
  return runStatement(db, OWNERS_OF, [accountId]);
}

const DUE = `
  select ${COLUMNS} from memberships m join users u on u.id = m.user_id
   where m.account_id = $1 and least(m.owner_from, m.suspended_until) <= $2
   order by least(m.owner_from, m.suspended_until), m.user_id`;

/** What changes by itself now: ended suspensions and ended waits for ownership, in their order. */
export function listDue(tx: Queries, accountId: string, now: Date): Promise<Member[]> {
  return runStatement(tx, DUE, [accountId, now]);
}

const DUE_ACCOUNTS = `
  select distinct account_id from memberships
   where (owner_from is not null or suspended_until is not null) and least(owner_from, suspended_until) <= $1
     and ($2::text is null or account_id = $2)`;

export async function listDueAccounts(db: Queries, now: Date, accountId: string | null = null): Promise<string[]> {
  const rows = await runStatement<{ account_id: string }>(db, DUE_ACCOUNTS, [now, accountId]);
  return rows.map(({ account_id }) => account_id);
}

/** Waits for ownership that this user began. */
export function listOfferedBy(tx: Queries, accountId: string, userId: string): Promise<Member[]> {
  return runStatement(
    tx,
    `select ${COLUMNS} from memberships m join users u on u.id = m.user_id
      where m.account_id = $1 and m.owner_offered_by = $2 order by m.user_id`,
    [accountId, userId],
  );
}

const FIRST = `
  select a.id, a.name, m.role = 'owner' as "isOwner",
         exists (select from address_restrictions r where r.owner_kind = 'account' and r.owner_id = a.id
                    and (r.confirmed_list is not null or r.provisional_list is not null)) as restricted
    from memberships m join accounts a on a.id = m.account_id
   where m.user_id = $1 and m.state = 'active' order by (m.role = 'owner') desc, m.joined_at limit 1`;

/** The account a sign-in opens in: the user's own first, then the one joined earliest. */
export async function firstAccountOf(db: Queries, userId: string): Promise<Place | null> {
  return (await runStatement<Place>(db, FIRST, [userId]))[0] ?? null;
}

const OWNED = `
  select a.id, a.name from memberships m join accounts a on a.id = m.account_id
   where m.user_id = $1 and m.role = 'owner' and m.state = 'active' order by m.joined_at, a.id`;

export function listOwnedBy(db: Queries, userId: string): Promise<{ id: string; name: string }[]> {
  return runStatement(db, OWNED, [userId]);
}

const ACTIVE = `
  select m.user_id as "userId", u.email, u.name from memberships m join users u on u.id = m.user_id
   where m.account_id = $1 and m.state = 'active' order by m.joined_at, m.user_id`;

export function listActiveMembers(
  db: Queries,
  accountId: string,
): Promise<{ userId: string; email: string; name: string }[]> {
  return runStatement(db, ACTIVE, [accountId]);
}

export interface OwnMembership {
  account_id: string;
  account_name: string;
  role: Role;
  state: Membership['state'];
  suspended_until: Date | null;
  owner_from: Date | null;
}

/** Every account of one user, for the switcher. */
export function listAccountsOf(db: Queries, userId: string): Promise<OwnMembership[]> {
  return runStatement(
    db,
    `select m.account_id, a.name as account_name, m.role, m.state, m.suspended_until, m.owner_from
       from memberships m join accounts a on a.id = m.account_id
      where m.user_id = $1 order by (m.role = 'owner') desc, m.joined_at, m.account_id`,
    [userId],
  );
}

/** Whether an account that this user works in asks for it, now or from a day to come. A passkey is a second factor, too. */
export async function isDemanded(db: Queries, userId: string, rule: Rule): Promise<boolean> {
  const statement = `
    select 1 from memberships m join accounts a on a.id = m.account_id
     where m.user_id = $1 and m.state = 'active'
       and (a.passkey_from is not null or ($2::text = 'second-factor' and a.second_factor_from is not null)) limit 1`;
  return (await runStatement(db, statement, [userId, rule])).length > 0;
}

const TO_TELL = `
  select m.user_id from memberships m join users u on u.id = m.user_id
   where m.account_id = $1 and m.user_id > $2 and m.state <> 'suspended' and u.state = 'active'
   order by m.user_id limit $3`;

/** A page of those who work here or soon will, by their ids. */
export async function listMembersToTell(
  db: Queries,
  accountId: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await runStatement<{ user_id: string }>(db, TO_TELL, [accountId, after, limit]);
  return rows.map(({ user_id }) => user_id);
}
