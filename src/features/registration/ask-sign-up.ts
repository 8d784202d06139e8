import { type Clock, DAY } from '../../foundations/clock.ts';
import { hashToken, newId } from '../../foundations/crypto/index.ts';
import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import { insertSignUp } from './sign-up-table.ts';

export const SIGN_UP_LIFETIME = DAY;
export const SEND_SIGN_UP_MAIL = 'send-sign-up-mail';

export interface SignUpRequest {
  email: string;
  password: string;
  name: string;
  locale: Locale;
  timeZone: string;
  /** The secret of the browser that asks. */
  browser: string;
  client: Client;
}

interface Deps {
  database: Database;
  clock: Clock;
  hashPassword(password: string): Promise<string>;
  jobs: { add(tx: Queries, name: string, payload: Record<string, unknown>): Promise<void> };
}

/**
 * Keeps one sign-up with its own password and lets a job write the mail. Does the same whether or not the address
 * is taken: that question is asked in the job alone (RL-5).
 */
export function createAskSignUp({
  database,
  clock,
  hashPassword,
  jobs,
}: Deps): (request: SignUpRequest) => Promise<void> {
  return async (request) => {
    const passwordHash = await hashPassword(request.password);
    const now = clock.now();
    const id = newId('sgn');
    await database.transaction(async (tx) => {
      await insertSignUp(tx, {
        id,
        email: request.email,
        name: request.name,
        locale: request.locale,
        time_zone: request.timeZone,
        password_hash: passwordHash,
        browser_hash: hashToken(request.browser),
        requested_at: now,
        expires_at: new Date(now.getTime() + SIGN_UP_LIFETIME),
        address: request.client.address,
        user_agent: request.client.userAgent,
      });
      await jobs.add(tx, SEND_SIGN_UP_MAIL, { signUpId: id, sourcePrefix: request.client.prefix });
    });
  };
}
