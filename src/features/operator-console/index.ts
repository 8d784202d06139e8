import { createClearAccountAddresses } from './clear-account-addresses.ts';
import { createClearIpRestriction } from './clear-ip-restriction.ts';
import { createDisableUser } from './disable-user.ts';
import type { OperatorDeps } from './doors.ts';
import { createEnableUser } from './enable-user.ts';
import { createMarkUserCompromised } from './mark-user-compromised.ts';
import { createUnlockUser } from './unlock-user.ts';

export type { ActOutcome } from './doors.ts';

/**
 * What the company's own staff may do about a user, by the normalised sign-in address. Every act is written into the
 * user's history as the operator's; none sets, shows or asks for a secret (RC-8).
 */
export function createOperatorActs(deps: OperatorDeps) {
  return {
    disable: createDisableUser(deps),
    enable: createEnableUser(deps),
    markCompromised: createMarkUserCompromised(deps),
    unlock: createUnlockUser(deps),
    clearIpRestriction: createClearIpRestriction(deps),
    clearAccountAddresses: createClearAccountAddresses(deps),
  };
}
