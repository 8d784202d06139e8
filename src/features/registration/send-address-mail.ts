import { z } from 'zod';
import { type Clock, MINUTE } from '../../foundations/clock.ts';
import type { KeyRing } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import { CODE_LIFETIME } from '../../foundations/one-time-codes/index.ts';
import type { OfficialMail } from '../official-mail/index.ts';
import { addressCodeMail } from './address-code-mail.tsx';
import { addressReservedMail } from './address-reserved-mail.tsx';
import { findReservation } from './address-table.ts';
import { addressTriedMail } from './address-tried-mail.tsx';
import { findUser, type UserRow } from './user-table.ts';

export const SEND_ADDRESS_MAIL = 'send-address-mail';
export const ADDRESS_MAIL_SEAL = 'registration.address-mail';

const payload = z.object({ request: z.string(), sealed: z.string() });
const asked = z.object({
  use: z.enum(['add', 'change']),
  address: z.string(),
  userId: z.string(),
  code: z.string(),
  at: z.iso.datetime(),
  client: z.object({ address: z.string().nullable(), prefix: z.string() }),
});
export type AddressMailRequest = z.infer<typeof asked>;

interface Deps {
  database: Database;
  clock: Clock;
  keyRing: Pick<KeyRing, 'open'>;
  officialMail: Pick<OfficialMail, 'sendOnRequest'>;
  findByEmail(email: string, tx?: Queries): Promise<UserRow | null>;
}

/**
 * The job behind a new address: the code to it, or, when it is somebody's sign-in address, a word to that owner and no
 * code to anybody (RL-5). Where no answer or clock can tell. Over its budget a mail is dropped (RL-6).
 */
export function createSendAddressMail({ database, clock, keyRing, officialMail, findByEmail }: Deps) {
  return async (raw: unknown): Promise<void> => {
    const { request: id, sealed } = payload.parse(raw);
    const request = asked.parse(JSON.parse(keyRing.open(ADDRESS_MAIL_SEAL, id, Buffer.from(sealed, 'base64'))));
    await database.transaction((tx) => send(tx, request));
  };

  async function send(tx: Queries, request: AddressMailRequest): Promise<void> {
    const { use, address, userId, client } = request;
    const asker = await findUser(tx, userId);
    if (asker?.state !== 'active') return;
    const to = { to: address, sourcePrefix: client.prefix, locale: asker.locale, timeZone: asker.time_zone };
    const owner = use === 'change' ? await findByEmail(address, tx) : null;
    const reserved = use === 'change' ? await findReservation(tx, address, clock.now()) : null;
    if (owner !== null) {
      const { locale, time_zone: timeZone, id } = owner;
      const parameters = async () => ({ at: request.at, address: client.address });
      await officialMail.sendOnRequest(tx, { ...to, locale, timeZone, userId: id, mail: addressTriedMail, parameters });
    } else if (reserved !== null && reserved.userId !== userId) {
      const parameters = async () => ({ until: reserved.until.toISOString() });
      await officialMail.sendOnRequest(tx, { ...to, userId: null, mail: addressReservedMail, parameters });
    } else {
      const { at, code } = request;
      const parameters = async () => ({ use, code, at, address: client.address, minutes: CODE_LIFETIME / MINUTE });
      // Nobody's mail: in the asker's list of mails it would tell that the address is free.
      await officialMail.sendOnRequest(tx, { ...to, userId: null, mail: addressCodeMail, parameters });
    }
  }
}
