import { z } from 'zod';
import type { Clock } from '../../foundations/clock.ts';
import { type KeyRing, newId } from '../../foundations/crypto/index.ts';
import type { Database } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { Jobs } from '../../foundations/jobs/index.ts';
import { activeOwner, type PasskeyOnly, type Users } from './doors.ts';
import type { SendResetLink } from './send-reset-link.ts';

const JOB = 'request-password-reset';
const SEAL = 'passwords.reset-request';

const payload = z.object({ request: z.string(), sealed: z.string() });
const asked = z.object({
  email: z.string(),
  askedAt: z.iso.datetime(),
  client: z.object({ address: z.string().nullable(), prefix: z.string(), userAgent: z.string() }),
});

interface Deps {
  database: Database;
  clock: Clock;
  jobs: Pick<Jobs, 'define' | 'add'>;
  keyRing: Pick<KeyRing, 'seal' | 'open'>;
  users: Pick<Users, 'findRow'>;
  passkeyOnly: PasskeyOnly;
  sendResetLink: SendResetLink;
}

/**
 * Takes a request for a reset. For every address alike it only adds one job, whose content is sealed: whether there is
 * such a user is found out later, where no answer, status or clock can tell (RC-1). Changes nothing and locks nobody.
 */
export function createRequestReset(deps: Deps): (email: string, client: Client) => Promise<void> {
  const { database, clock, jobs, keyRing, users, passkeyOnly, sendResetLink } = deps;

  jobs.define(JOB, async (raw) => {
    const { request, sealed } = payload.parse(raw);
    const text = keyRing.open(SEAL, request, Buffer.from(sealed, 'base64'));
    const { email, askedAt, client } = asked.parse(JSON.parse(text));
    const owner = activeOwner(await users.findRow(email));
    // Nothing that a mailed link could open.
    if (owner && !(await passkeyOnly.isPasskeyOnly(database.queries, owner.id)))
      await database.transaction((tx) =>
        sendResetLink(tx, { owner, client, askedAt: new Date(askedAt), provenByLink: false }),
      );
  });

  return async (email, { address, prefix, userAgent }) => {
    const request: z.infer<typeof asked> = {
      email,
      askedAt: clock.now().toISOString(),
      client: { address, prefix, userAgent },
    };
    const id = newId('rst');
    const sealed = keyRing.seal(SEAL, id, JSON.stringify(request)).toString('base64');
    await database.transaction((tx) => jobs.add(tx, JOB, { request: id, sealed }));
  };
}
