import type { Queries } from '../../foundations/database/index.ts';
import type { OneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import { VERIFY_ADDRESS } from './send-sign-up-mail.ts';
import { deleteSignUpsOf } from './sign-up-table.ts';

/** The address has an owner now: what anybody else prepared for it, and the links to it, are gone. */
export async function voidSignUpsOf(
  tx: Queries,
  oneTimeTokens: Pick<OneTimeTokens, 'revoke'>,
  email: string,
): Promise<void> {
  for (const id of await deleteSignUpsOf(tx, email)) await oneTimeTokens.revoke(tx, VERIFY_ADDRESS, id);
}
