import { z } from 'zod';
import type { Clock } from '../../foundations/clock.ts';
import { hashToken, type KeyRing, newId, newToken } from '../../foundations/crypto/index.ts';
import type { Database } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { Jobs } from '../../foundations/jobs/index.ts';
import type { Users } from './doors.ts';
import { type Lost, PROOF_TIME } from './recovery.ts';
import { findRecovery, insertRecovery, lockRecovery, RECOVERY_EMAIL } from './recovery-table.ts';
import type { SendCode } from './send-code.ts';

const JOB = 'mail-recovery-code';
const payload = z.object({ recovery: z.string() });

interface Deps {
  database: Database;
  clock: Clock;
  keyRing: Pick<KeyRing, 'seal' | 'open'>;
  jobs: Pick<Jobs, 'define' | 'add'>;
  users: Pick<Users, 'findActiveByEmail' | 'lock'>;
  sendCode: SendCode;
}

/**
 * Takes a request, for every address alike: a row and a job. Whose address it is comes out later, where no answer and no
 * clock can tell (RC-1). Returns the secret of this browser's recovery; only its hash is kept. Changes nothing, locks nobody.
 */
export function createAskRecovery(deps: Deps): (email: string, lost: Lost, client: Client) => Promise<string> {
  const { database, clock, keyRing, jobs, users, sendCode } = deps;

  jobs.define(JOB, async (raw) => {
    const { recovery: id } = payload.parse(raw);
    const asked = await findRecovery(database.queries, id);
    if (asked === null) return;
    const person = await users.findActiveByEmail(keyRing.open(RECOVERY_EMAIL, id, asked.sealed_email));
    if (person === null) return;
    await database.transaction(async (tx) => {
      // In the order of every proof.
      await users.lock(tx, person.id);
      const row = await lockRecovery(tx, id);
      if (row !== null) await sendCode(tx, { row, person, proven: false });
    });
  });

  return async (email, lost, client) => {
    const now = clock.now();
    const id = newId('rec');
    const secret = newToken();
    await database.transaction(async (tx) => {
      await insertRecovery(tx, {
        id,
        cookie_hash: hashToken(secret),
        sealed_email: keyRing.seal(RECOVERY_EMAIL, id, email),
        lost,
        requested_at: now,
        expires_at: new Date(now.getTime() + PROOF_TIME),
        address: client.address,
        prefix: client.prefix,
        user_agent: client.userAgent,
      });
      await jobs.add(tx, JOB, { recovery: id });
    });
    return secret;
  };
}
