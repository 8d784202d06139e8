import type { PoolClient } from 'pg';
import { createKeyRing, newId, newSecrets } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client, Visit } from '../../foundations/http/index.ts';
import type { Payload, Task } from '../../foundations/jobs/index.ts';
import { createOneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import type { SignedInOwner } from './change-password.ts';
import type { PasswordChange, ProvePassword, Users } from './doors.ts';
import type { HashingOptions } from './hash-password.ts';
import { createPasswordDoors, createPasswords } from './index.ts';
import type { ResetPasswordMail } from './reset-password-mail.tsx';

export const CHEAP = { memoryKib: 8, passes: 1, lanes: 1 };
export const CLIENT: Client = { address: '203.0.113.7', prefix: '203.0.113.0/24', userAgent: 'Test/1.0' };

/** For tests: the room on a real database; its neighbours are stand-ins that keep what they were told. */
export function openRoom(database: Database, hashing: HashingOptions = { cost: CHEAP }) {
  const clock = { at: new Date('2026-11-24T08:00:00Z'), now: () => clock.at };
  const passwords = createPasswords({ database, clock, hashing, serviceNames: ['Gatehouse'] });
  const tasks = new Map<string, Task>();
  const waiting: { name: string; payload: Payload }[] = [];
  const told = {
    changes: [] as PasswordChange<unknown>[],
    mails: [] as { to: string; parameters: ResetPasswordMail }[],
    events: [] as object[],
    rebound: [] as string[],
    tries: 0,
  };
  const behaviour = { mailBudget: Number.POSITIVE_INFINITY, commitFails: false, waitSeconds: 0, passkeyOnly: false };

  const provePassword: ProvePassword = async ({ session, password }) => {
    if (behaviour.waitSeconds > 0) return { outcome: 'waiting', seconds: behaviour.waitSeconds };
    told.tries += 1;
    return { outcome: (await passwords.verify(session.userId, password)).correct ? 'right' : 'wrong' };
  };
  const doors = createPasswordDoors({
    passwords,
    database,
    clock,
    provePassword,
    passkeyOnly: { isPasskeyOnly: async () => behaviour.passkeyOnly },
    guesses: { rebind: async (_, email) => void told.rebound.push(email) },
    keyRing: createKeyRing(newSecrets()),
    tokens: createOneTimeTokens({ clock }),
    jobs: {
      define: (name, task) => void tasks.set(name, task),
      add: async (_, name, payload) => void waiting.push({ name, payload }),
    },
    users: usersOf(database),
    history: { recordEvent: async (_, event) => void told.events.push(event) },
    officialMail: {
      async sendOnRequest(_, { to, parameters }) {
        if (told.mails.length >= behaviour.mailBudget) return 'dropped';
        told.mails.push({ to, parameters: (await parameters()) as ResetPasswordMail });
        return 'queued';
      },
    },
    async commitChange(_, change) {
      if (behaviour.commitFails) throw new Error('the journal is away');
      told.changes.push(change as unknown as PasswordChange<unknown>);
    },
    describeOrigin: ({ address }) => ({ address, country: null, network: null, browser: null, system: null }),
  });

  return {
    clock,
    passwords,
    doors,
    told,
    behaviour,
    waiting,
    async runJobs() {
      for (const { name, payload } of waiting.splice(0)) await tasks.get(name)?.(payload, { number: 1, last: false });
    },
    async signUp(email: string, password: string): Promise<SignedInOwner> {
      const id = newId('usr');
      const hash = await passwords.hash(password);
      await database.transaction(async (tx) => {
        await insertUser(tx, id, email);
        await passwords.set(tx, id, hash, 'sign-up');
      });
      const session = { id: newId('ses'), methods: ['password'], assurance: 'aal1', mustChangePassword: false };
      return { ...session, passkeyOnly: false, userId: id, email, name: 'Marie Delacroix' };
    },
  };
}

export function visitOf(body: Record<string, unknown> = {}, query: Record<string, string> = {}): Visit {
  return {
    id: 'req_test',
    method: 'POST',
    path: '/',
    params: {},
    query,
    body,
    locale: 'en',
    theme: 'system',
    timeZone: 'UTC',
    client: CLIENT,
    cookies: {},
    browser: 'browser-secret',
    formToken: 'form-token',
    formTokenFor: () => 'form-token',
    wantsJson: true,
    now: new Date('2026-11-24T08:00:00Z'),
    peer: '127.0.0.1',
    host: 'localhost',
    viewer: null,
  };
}

interface UserRow {
  id: string;
  email: string;
  name: string;
  locale: 'en' | 'fr';
  time_zone: string;
  state: string;
  created_at: Date;
}

async function insertUser(tx: Queries, id: string, email: string): Promise<void> {
  const row = { id, email, name: 'Marie Delacroix', locale: 'en' as const, time_zone: 'UTC', state: 'active' };
  await tx
    .withTables<{ users: UserRow }>()
    .insertInto('users')
    .values({ ...row, created_at: new Date() })
    .execute();
}

function usersOf(database: Database): Users {
  const table = (db: Queries) => db.withTables<{ users: UserRow }>().selectFrom('users').selectAll();
  return {
    findRow: async (email) => (await table(database.queries).where('email', '=', email).executeTakeFirst()) ?? null,
    find: async (db, id) => (await table(db).where('id', '=', id).executeTakeFirst()) ?? null,
    lock: (tx, id) => table(tx).where('id', '=', id).forUpdate().executeTakeFirst(),
  };
}

/** How many statements reach the database while `work` runs: equal work is shown by counting it. */
export async function countStatements(database: Database, work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const clients = new Map<PoolClient, PoolClient['query']>();
  const watch = (client: PoolClient) => {
    if (clients.has(client)) return;
    const query = client.query;
    clients.set(client, query);
    client.query = ((...args: Parameters<typeof query>) => {
      count += 1;
      return query.apply(client, args);
    }) as typeof query;
  };
  database.pool.on('acquire', watch);
  try {
    await work();
    return count;
  } finally {
    database.pool.off('acquire', watch);
    for (const [client, query] of clients) client.query = query;
  }
}
