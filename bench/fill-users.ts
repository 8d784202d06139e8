import type pg from 'pg';

const BATCH = 100_000;
const MONTHS_OF_HISTORY = 12;

/** Ids look random, as real ones do: their rows lie scattered over the indexes. The secrets are those of `seeded-user.ts`. */
const NUMBERED = `
  create temporary table batch on commit drop as
  select i, 'usr_' || left(md5('user ' || i), 26) as user_id, 'acc_' || left(md5('account ' || i), 26) as account_id,
         'dev_' || left(md5('device ' || i), 26) as device_id, 'bench-' || i || '@example.test' as email,
         (20 + i % 160) || '.' || (i / 160 % 250) || '.' || (i / 40000 % 250) || '.7' as address,
         (20 + i % 160) || '.' || (i / 160 % 250) || '.' || (i / 40000 % 250) || '.0/24' as prefix,
         row_number() over (order by md5('user ' || i)) as place
    from generate_series($1::int, $2::int) i`;

const SECRET = (name: string) =>
  `rtrim(translate(encode(sha256(convert_to('bench ${name} ' || i, 'UTF8')), 'base64'), '+/', '-_'), '=')`;
const HASH = (name: string) => `sha256(convert_to(${SECRET(name)}, 'UTF8'))`;

const ROWS = [
  `insert into users (id, email, name, locale, time_zone, created_at)
   select user_id, email, 'Bench ' || i, 'en', 'UTC', now() - interval '1 year' from batch order by user_id`,
  `insert into notification_addresses (user_id, address, is_sign_in_address, verified_at)
   select user_id, email, true, now() - interval '1 year' from batch order by user_id`,
  `insert into accounts (id, name, created_at)
   select account_id, 'Bench ' || i, now() - interval '1 year' from batch order by account_id`,
  `insert into memberships (account_id, user_id, role, joined_at)
   select account_id, user_id, 'owner', now() - interval '1 year' from batch order by account_id`,
  `insert into known_devices (id, user_id, secret_hash, first_seen_at, last_sign_in_at)
   select device_id, user_id, ${HASH('device')}, now() - interval '1 year', now() from batch order by user_id`,
  `insert into sessions (id, secret_hash, user_id, account_id, auth_generation, assurance, methods, kept, signed_in_at,
     proven_at, last_seen_at, expires_at, device_id, address, prefix, browser, system)
   select 'ses_' || left(md5('session ' || i), 26), ${HASH('session')}, user_id, account_id, 1, 'aal1', '{password}', true,
     now(), now(), now(), now() + interval '7 days', device_id, address, prefix, 'Chrome 156', 'Linux'
     from batch order by user_id`,
  `insert into login_streaks (user_id, streak, last_success_at)
   select user_id, ${MONTHS_OF_HISTORY + 1}, now() - interval '1 day' from batch order by user_id`,
  `insert into login_networks (user_id, prefix, last_at) select user_id, prefix, now() from batch order by user_id`,
];

const PASSWORDS = `
  insert into passwords (user_id, hash, set_at, set_by)
  select user_id, $1, now() - interval '1 year', 'sign-up' from batch order by user_id`;

/** One sign-in a month, at the same place in every month. $1: how many months ago. */
const HISTORY = `
  insert into login_events (id, at, last_at, user_id, account_id, kind, outcome, methods, streak, attempts_since, address,
    prefix, browser, system, device_id, session_id, new_device, new_network)
  select 'evt_' || left(md5($1 || ' event ' || i), 26), at, at, user_id, account_id, 'sign-in', 'success', '{password}',
    ${MONTHS_OF_HISTORY} - $1::int, at - interval '1 month', address, prefix, 'Chrome 156', 'Linux', device_id, null, false, false
    from batch, lateral (
      select from_time + (least(from_time + interval '1 month', now()) - from_time) * (place / ($2::float8 + 1)) as at
        from (select (date_trunc('month', now() at time zone 'UTC') - make_interval(months => $1::int)) at time zone 'UTC' as from_time)
    ) as moment
   order by user_id`;

/** Adds the users `from` … `to`, each with a live session, a known device and a year of login history. */
export async function fillUsers(client: pg.Client, range: { from: number; to: number; passwordHash: string }) {
  await client.query(`set statement_timeout = 0; set synchronous_commit = off; set work_mem = '256MB'`);
  for (let month = 0; month < MONTHS_OF_HISTORY; month += 1) {
    await client.query(
      `select ensure_login_events_partition(
         (date_trunc('month', now() at time zone 'UTC') - make_interval(months => $1::int))::date)`,
      [month],
    );
  }
  for (let from = range.from; from <= range.to; from += BATCH) {
    const to = Math.min(from + BATCH - 1, range.to);
    await client.query('begin');
    await client.query(NUMBERED, [from, to]);
    for (const statement of ROWS) await client.query(statement);
    await client.query(PASSWORDS, [range.passwordHash]);
    for (let month = 0; month < MONTHS_OF_HISTORY; month += 1) await client.query(HISTORY, [month, to - from + 1]);
    await client.query('commit');
    console.log(`  ${to} users`);
  }
  await client.query('vacuum analyze');
  await client.query('checkpoint').catch(() => {});
}

/** How many there are already. */
export async function countUsers(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: string }>('select count(*) as count from users');
  return Number(rows[0]?.count ?? 0);
}
