import type { Permission } from './permission.ts';
import { isGranted, isOwn } from './permission.ts';
import type { PolicyState } from './policy.ts';

export type Decision =
  | 'allow'
  | 'deny'
  | 'needs-step-up'
  | 'needs-second-factor'
  | 'needs-passkey'
  /** A step-up, and by a passkey. */
  | 'needs-passkey-proof'
  | 'frozen';

const ASKED_BY_POLICY: Record<Exclude<PolicyState, 'met'>, Decision> = {
  enrol: 'needs-second-factor',
  prove: 'needs-step-up',
  'enrol-passkey': 'needs-passkey',
  'prove-passkey': 'needs-passkey-proof',
};

/** What the decision looks at; read live with the session, so that a change bites on the next request (MR-4). */
export interface Actor {
  role: string | null;
  onlyReads: boolean;
  /** Proven at most ten minutes ago, at the highest assurance the user can reach. */
  freshlyProven: boolean;
  /** Less was proven in this session than the user's live authenticators demand by now. */
  belowRequired: boolean;
  /** An objection has stopped security changes for a while. */
  frozen: boolean;
  /** What the account asks of whoever works in it (MR-6); what is one's own stays open, so that one can enrol. */
  policy: PolicyState;
}

/**
 * The one place that says who may do what. `act` separates doing from looking: a session past its limits only looks,
 * unless proven again just now (SE-5); `sensitive` wants a fresh proof from everyone (SU-1); `toProve` is the door where
 * that proof is given. Any doubt denies.
 */
export function authorize(question: {
  actor: Actor;
  permission: Permission;
  act: boolean;
  sensitive: boolean;
  toProve: boolean;
}): Decision {
  const { actor, permission, act, sensitive, toProve } = question;
  if (!isGranted(actor.role, permission)) return 'deny';
  if (actor.belowRequired && !toProve) return 'needs-step-up';
  if (!isOwn(permission) && actor.policy !== 'met') return ASKED_BY_POLICY[actor.policy];
  if (sensitive && !actor.freshlyProven) return 'needs-step-up';
  if (act && actor.onlyReads) return 'needs-step-up';
  // Ending sessions and the like only reduces power: a freeze never stops it.
  if (sensitive && actor.frozen && (permission === 'own-security.change' || !isOwn(permission))) return 'frozen';
  return 'allow';
}
