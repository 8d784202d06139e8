import type { Clock } from '../../foundations/clock.ts';
import { type KeyRing, newId } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { OneTimeCodes } from '../../foundations/one-time-codes/index.ts';
import type { Actor, RateLimits } from './address-doors.ts';
import { listAddresses } from './address-table.ts';
import { type AddressUse, codeName, MOST_EXTRA_ADDRESSES } from './notification-address.ts';
import { ADDRESS_MAIL_SEAL, type AddressMailRequest, SEND_ADDRESS_MAIL } from './send-address-mail.ts';

/** An owner who mistypes has enough; whoever wants to fill mailboxes has not. Told honestly: it is about the asker alone. */
const REQUESTS = { count: 5, perSeconds: 3600 };

export interface AddressWish extends Actor {
  use: AddressUse;
  /** Normalised. */
  address: string;
  browser: string;
}

export type AskResult =
  | { result: 'asked' }
  | { result: 'refused'; problem: 'already-yours' | 'too-many' }
  | { result: 'waiting'; seconds: number };

export type AskAddress = (wish: AddressWish) => Promise<AskResult>;

interface Deps {
  database: Database;
  clock: Clock;
  keyRing: Pick<KeyRing, 'seal'>;
  oneTimeCodes: Pick<OneTimeCodes, 'issue'>;
  jobs: { add(tx: Queries, name: string, payload: Record<string, unknown>): Promise<void> };
  rateLimits: RateLimits;
  users: { lock(tx: Queries, id: string): Promise<{ authGeneration: number } | null> };
}

/**
 * Asks for the code that proves an address. Always makes one, and lets a job find out whether it may be mailed: a taken
 * address, and a mail that was dropped, look the same from here, also for every code that is typed (RL-5).
 */
export function createAskAddress(deps: Deps): AskAddress {
  const { database, clock, keyRing, oneTimeCodes, jobs, rateLimits, users } = deps;

  return async ({ use, address, session, client, browser }) => {
    const { userId, email } = session;
    const own = await listAddresses(database.queries, userId, clock.now());
    const staying = own.filter(({ until }) => until === null);
    const isOwn = use === 'add' ? staying.some((row) => row.address === address) : address === email;
    if (isOwn) return { result: 'refused', problem: 'already-yours' };
    if (use === 'add' && staying.length > MOST_EXTRA_ADDRESSES) return { result: 'refused', problem: 'too-many' };

    const taken = await rateLimits.take(database.queries, `address-code:${userId}`, REQUESTS);
    if (!taken.allowed) return { result: 'waiting', seconds: taken.retryAfterSeconds };

    await database.transaction(async (tx) => {
      const user = await users.lock(tx, userId);
      if (user === null) return;
      // A raised generation ends it: a reset, an objection, any change that ends sessions.
      const data = { address, generation: user.authGeneration };
      const code = await oneTimeCodes.issue(tx, { ...codeName(use, userId, browser), data });
      const request: AddressMailRequest = {
        ...{ use, address, userId, code, at: clock.now().toISOString() },
        client: { address: client.address, prefix: client.prefix },
      };
      const id = newId('adr');
      const sealed = keyRing.seal(ADDRESS_MAIL_SEAL, id, JSON.stringify(request)).toString('base64');
      await jobs.add(tx, SEND_ADDRESS_MAIL, { request: id, sealed });
    });
    return { result: 'asked' };
  };
}
