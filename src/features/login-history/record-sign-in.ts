import type { Clock } from '../../foundations/clock.ts';
import type { Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { Partitions } from './partitions.ts';
import { columnsOf, type RowSources } from './record-event.ts';
import type { prepareSignIn } from './sign-in-table.ts';

export interface SignIn {
  userId: string;
  accountId: string;
  client: Client;
  methods: readonly string[];
  deviceId: string | null;
  /** This browser signed in as this user before. */
  deviceKnown: boolean;
  sessionId: string;
  /** The passkey among the methods. */
  passkeyId?: string | null;
}

export interface SignInEvent {
  eventId: string;
  at: Date;
  /** Failed tries since the sign-in before this one, exactly. */
  attemptsBefore: number;
  /** Where they came from, each once; a prefix where only that is known. At most a hundred. */
  attemptAddresses: string[];
  previousSuccessAt: Date | null;
  knownDevice: boolean;
  knownNetwork: boolean;
  place: { country: string | null; network: string | null };
  clientDescription: { browser: string | null; system: string | null };
}

interface Deps extends RowSources {
  clock: Clock;
  partitions: Pick<Partitions, 'ready'>;
  insertSignIn: ReturnType<typeof prepareSignIn>;
}

/** Writes a sign-in in its own transaction and says what the user should know about it. */
export function createRecordSignIn({ clock, partitions, insertSignIn, ...sources }: Deps) {
  return async (tx: Queries, { deviceKnown, passkeyId = null, ...signIn }: SignIn): Promise<SignInEvent> => {
    const row = columnsOf({ ...signIn, kind: 'sign-in', outcome: 'success' }, clock.now(), sources);
    await partitions.ready(tx, row.at);
    const run = await insertSignIn(tx, { ...row, userId: signIn.userId, newDevice: !deviceKnown, passkeyId });
    const { country, network, browser, system } = row;
    return {
      eventId: row.id,
      at: row.at,
      attemptsBefore: run.attempts,
      attemptAddresses: run.addresses,
      previousSuccessAt: run.previousSuccessAt,
      knownDevice: deviceKnown,
      knownNetwork: run.knownNetwork,
      place: { country, network },
      clientDescription: { browser, system },
    };
  };
}
