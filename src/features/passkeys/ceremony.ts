import { MINUTE } from '../../foundations/clock.ts';

/** What a challenge is for; one of another purpose answers nothing (PK-1). */
export type Ceremony = 'registration' | 'sign-in' | 'second-factor' | 'step-up' | 'recovery' | 'objection';

export const CHALLENGE_LIFETIME = 5 * MINUTE;

/** Which step of WebAuthn §7 was not passed. For the owner's history, logs and tests; the world is told one thing. */
export type CeremonyFault =
  | 'malformed'
  | 'type'
  | 'challenge'
  | 'origin'
  | 'cross-origin'
  | 'rp-id'
  | 'user-presence'
  | 'backup-flags'
  | 'algorithm'
  | 'public-key'
  | 'attestation'
  | 'credential-id'
  | 'user-handle'
  | 'signature'
  | 'unknown-credential'
  | 'other-user'
  | 'not-verified';

export class CeremonyFailed extends Error {
  override readonly name = 'CeremonyFailed';
  readonly fault: CeremonyFault;
  constructor(fault: CeremonyFault, cause?: unknown) {
    super(fault, { cause });
    this.fault = fault;
  }
}
