import type { Clock } from '../../foundations/clock.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import { deletePastAddresses, prepareFindRecipient } from './address-table.ts';
import { deleteExpiredSignUps } from './sign-up-table.ts';
import {
  findUser,
  prepareFindByEmail,
  prepareLockUser,
  raiseGeneration,
  type UserRow,
  updatePersonalInformation,
  updateState,
} from './user-table.ts';

export interface Recipient {
  locale: Locale;
  timeZone: string;
  name: string;
  /** Proven addresses, the sign-in address first; those removed lately among them (RC-7). */
  addresses: string[];
}

export interface Person {
  id: string;
  email: string;
  name: string;
  locale: Locale;
  timeZone: string;
}

export interface Users {
  findByEmail(email: string): Promise<{ id: string; email: string; state: string; authGeneration: number } | null>;
  /** null: unknown or disabled. */
  findActiveByEmail(email: string): Promise<Person | null>;
  findActive(id: string): Promise<Person | null>;
  findRow(email: string, tx?: Queries): Promise<UserRow | null>;
  find(db: Queries, id: string): Promise<UserRow | null>;
  /** Locks the row until the transaction ends: what is decided about the user stays true until then. */
  lock(tx: Queries, id: string): Promise<{ state: string; authGeneration: number } | null>;
  raiseGeneration(tx: Queries, id: string): Promise<number>;
  setState(tx: Queries, id: string, state: 'active' | 'disabled'): Promise<void>;
  recipient(tx: Queries, id: string): Promise<Recipient | null>;
  update(db: Queries, id: string, change: Partial<{ name: string; locale: Locale; time_zone: string }>): Promise<void>;
  purgeSignUps(): Promise<void>;
  /** Blanks addresses that get no mail any more, and frees those that were kept for an undo. */
  purgeAddresses(): Promise<void>;
}

export function createUsers({ database, clock }: { database: Database; clock: Clock }): Users {
  const findRow = prepareFindByEmail(database);
  const lock = prepareLockUser(database);
  const findRecipient = prepareFindRecipient(database);
  return {
    findRow,
    async findByEmail(email) {
      const row = await findRow(email);
      return row && { id: row.id, email: row.email, state: row.state, authGeneration: row.auth_generation };
    },
    find: findUser,
    findActiveByEmail: async (email) => activePerson(await findRow(email)),
    findActive: async (id) => activePerson(await findUser(database.queries, id)),
    async lock(tx, id) {
      const row = await lock(tx, id);
      return row && { state: row.state, authGeneration: row.auth_generation };
    },
    raiseGeneration,
    setState: updateState,
    recipient: (tx, id) => findRecipient(tx, id, clock.now()),
    update: updatePersonalInformation,
    purgeAddresses: () => deletePastAddresses(database.queries, clock.now()),
    purgeSignUps: () => deleteExpiredSignUps(database.queries, clock.now()),
  };
}

function activePerson(row: UserRow | null): Person | null {
  if (row === null || row.state !== 'active') return null;
  return { id: row.id, email: row.email, name: row.name, locale: row.locale, timeZone: row.time_zone };
}

export { createAddresses } from './addresses.ts';
export { createAskSignUp, SEND_SIGN_UP_MAIL } from './ask-sign-up.ts';
export { createConfirmAddress } from './confirm-address.ts';
export { normaliseName } from './person-name.ts';
export { createPersonalInformationRoutes } from './personal-information-routes.ts';
export { createRegistrationRoutes } from './routes.tsx';
export { createSendSignUpMail } from './send-sign-up-mail.ts';
export { createAddressUndoers } from './undo-address-change.ts';
