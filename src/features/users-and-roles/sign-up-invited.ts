import type { Database, Queries } from '../../foundations/database/index.ts';
import type { Client } from '../../foundations/http/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import type { AnswerInvitation } from './answer-invitation.ts';
import { type Outcome, refused } from './doors.ts';

export interface InvitedSignUp {
  name: string;
  password: string;
  locale: Locale;
  timeZone: string;
  client: Client;
}

/** Makes the user of an address that is proven otherwise; false: somebody has it already. */
export type OpenProven = (
  tx: Queries,
  signUp: { email: string; name: string; locale: Locale; time_zone: string; password_hash: string },
  client: Client,
) => Promise<boolean>;

interface Deps {
  database: Database;
  answering: Pick<AnswerInvitation, 'peek'>;
  hashPassword(password: string): Promise<string>;
  openProven: OpenProven;
}

/**
 * Signing up from an invitation's page. Whoever holds the link reads the mailbox it was sent to, so the address is
 * proven in the same go; the person who types the password is the one with the link, so nothing was prepared for them.
 * Accepts nothing yet, and answers the same when the address is taken: nothing is made, the old password stays (RL-5).
 */
export function createSignUpInvited({ database, answering, hashPassword, openProven }: Deps) {
  return async (token: string, { password, timeZone, client, ...who }: InvitedSignUp): Promise<Outcome> => {
    if ((await answering.peek(token)) === null) return refused('link-spent');
    const password_hash = await hashPassword(password);
    // Looked at again after the slow hash: the link may be spent by now.
    const asked = await answering.peek(token);
    if (asked === null) return refused('link-spent');
    const signUp = { ...who, email: asked.invitation.address, time_zone: timeZone, password_hash };
    await database.transaction((tx) => openProven(tx, signUp, client));
    return { ok: true };
  };
}

export type SignUpInvited = ReturnType<typeof createSignUpInvited>;
