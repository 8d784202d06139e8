import type { Permission } from './permission.ts';
import { isGranted } from './permission.ts';

export type Decision = 'allow' | 'deny' | 'needs-step-up';

/** What the decision looks at; read live with the session, so that a change bites on the next request (MR-4). */
export interface Actor {
  role: string | null;
  onlyReads: boolean;
  freshlyProven: boolean;
}

/**
 * The one place that says who may do what. `act` separates doing from looking: a session past its limits only looks,
 * unless proven again just now (SE-5); `sensitive` wants a fresh proof from everyone (SU-1). Any doubt denies.
 */
export function authorize(question: {
  actor: Actor;
  permission: Permission;
  act: boolean;
  sensitive: boolean;
}): Decision {
  const { actor, permission, act, sensitive } = question;
  if (!isGranted(actor.role, permission)) return 'deny';
  if (sensitive && !actor.freshlyProven) return 'needs-step-up';
  if (act && actor.onlyReads) return 'needs-step-up';
  return 'allow';
}
