/** `enrol`: there is no second factor yet. `prove`: there is one, and this session was opened without it. */
export type PolicyState = 'met' | 'enrol' | 'prove';

export interface PolicySession {
  assurance: string;
  /** The highest assurance that the user's live authenticators give. */
  reachable: string;
}

/**
 * What an account's policy says of a session, looked at on every request (MR-6). The list of allowed addresses joins here.
 * `secondFactorFrom`: from when on the account wants a second factor; null: it does not.
 */
export function policyState(secondFactorFrom: Date | null, session: PolicySession, now: Date): PolicyState {
  if (secondFactorFrom === null || secondFactorFrom > now || session.assurance === 'aal2') return 'met';
  return session.reachable === 'aal2' ? 'prove' : 'enrol';
}
