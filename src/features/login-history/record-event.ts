import { createHash } from 'node:crypto';
import { type Clock, HOUR } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { NewEventId } from './event-id.ts';
import { type HistoryEvent, isGathered, SLOTS } from './login-event.ts';
import type { EventColumns, prepareInserts } from './login-event-table.ts';
import type { Partitions } from './partitions.ts';

/** Offline look-ups of what a request tells about where it comes from (DP-4). */
export interface Origins {
  places: { lookUp(address: string | null): { country: string | null; network: string | null } };
  describeClient(userAgent: string): { browser: string | null; system: string | null };
}

/** What fills in a row beside the event itself. */
export interface RowSources extends Origins {
  newEventId: NewEventId;
}

interface Deps extends RowSources {
  clock: Clock;
  partitions: Pick<Partitions, 'ready'>;
  inserts: ReturnType<typeof prepareInserts>;
}

/**
 * Writes one act or try. A failure joins the user's open run; what was not even evaluated, and every try with an
 * address that nobody has, only raises a number. What was typed is never kept (LH-2).
 */
export function createRecordEvent({ clock, partitions, inserts, ...sources }: Deps) {
  return async (db: Queries, event: HistoryEvent, options: { gathered?: boolean } = {}): Promise<void> => {
    const row = columnsOf(event, clock.now(), sources);
    await partitions.ready(db, row.at);
    if (event.outcome === 'success') {
      await inserts.insertEvent(db, row);
    } else if (options.gathered || isGathered(event)) {
      const hour = new Date(Math.floor(row.at.getTime() / HOUR) * HOUR);
      await inserts.gather(db, row, hour, { slot: slotOf(row.prefix), times: event.times ?? 1 });
    } else {
      await inserts.insertAttempt(db, row);
    }
  };
}

export function columnsOf(event: HistoryEvent, at: Date, { newEventId, ...origins }: RowSources): EventColumns {
  const { kind, userId, client, outcome, methods = [] } = event;
  return {
    id: newEventId(at),
    at,
    userId,
    accountId: event.accountId ?? null,
    kind,
    outcome,
    cause: event.cause ?? null,
    methods,
    address: client.address,
    prefix: client.prefix,
    ...whereFrom(client, origins),
    deviceId: event.deviceId ?? null,
    sessionId: event.sessionId ?? null,
  };
}

function whereFrom(client: Client, { places, describeClient }: Origins) {
  const { country, network } = places.lookUp(client.address);
  const { browser, system } = describeClient(client.userAgent);
  return { country, network, browser, system };
}

/** Spreads source prefixes over the rows of an hour; the same prefix always counts in the same row. */
function slotOf(prefix: string): number {
  return createHash('sha256').update(prefix).digest().readUInt16BE() % SLOTS;
}
