import type { Clock } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { Log } from '../../foundations/log.ts';
import type { PasskeyUse } from './check-passkey.ts';
import type { History, Notify } from './doors.ts';
import { passkeyCopiedMail } from './passkey-copied-mail.tsx';
import { lockPasskey, type PasskeyRow, updateUse } from './passkey-table.ts';

export interface Settlement {
  use: PasskeyUse;
  client: Client;
  country: string | null;
  /** Another factor that knows its user was proven beside it. */
  withPassword: boolean;
}

export type SettleUse = (tx: Queries, settlement: Settlement) => Promise<void>;

interface Deps {
  clock: Clock;
  history: Pick<History, 'recordEvent'>;
  officialMail: Notify;
  log: Pick<Log, 'warn'>;
}

/**
 * Notes a use in the transaction that it opened something. A counter of a key bound to one device that does not rise tells of a
 * copy, or of a restored key: the owner hears of it, nothing is locked (PK-13; synced ones count badly).
 */
export function createSettleUse({ clock, history, officialMail, log }: Deps): SettleUse {
  return async (tx, { use, client, country, withPassword }) => {
    const row = await lockPasskey(tx, use.id);
    if (row === null) return;
    const now = clock.now();
    await updateUse(tx, row.id, {
      counter: use.counter,
      backed_up: use.backedUp,
      backup_lost: row.backup_eligible && !use.backedUp && (row.backup_lost || row.backed_up),
      // WA §7.2: verified for the first time, beside a factor as strong. A sign-in without a name would not find the others.
      stands_alone: row.stands_alone || (use.userVerified && withPassword && !row.beside_password),
      last_used_at: now,
      last_used_country: country,
    });
    if (!hasGoneBack(row, use)) return;
    log.warn({ passkey: row.id, stored: row.counter, given: use.counter }, 'the counter of a passkey did not rise');
    const { user_id: userId, name, aaguid, made_on: madeOn } = row;
    await history.recordEvent(tx, {
      kind: 'passkey-counter',
      userId,
      client,
      outcome: 'success',
      methods: ['passkey'],
    });
    const parameters = { at: now.toISOString(), name, aaguid, madeOn, address: client.address };
    await officialMail.notify(tx, { userId, mail: passkeyCopiedMail, parameters });
  };
}

function hasGoneBack(row: PasskeyRow, { counter }: PasskeyUse): boolean {
  return !row.backup_eligible && (counter > 0 || row.counter > 0) && counter <= row.counter;
}
