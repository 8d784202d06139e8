import { DAY } from '../../foundations/clock.ts';

export const ALERT_MODES = ['every', 'new-devices', 'off'] as const;
export type AlertMode = (typeof ALERT_MODES)[number];
export const DEFAULT_MODE: AlertMode = 'every';

const MANY_ATTEMPTS = 3;
const LONG_BREAK = 30 * DAY;

/** What about a sign-in could be out of the ordinary (NM-3). */
export interface SignInSigns {
  at: Date;
  knownDevice: boolean;
  knownNetwork: boolean;
  attemptsBefore: number;
  previousSuccessAt: Date | null;
}

/** Whether this sign-in is worth a mail to a user of this mode. A known device from a known network is not news (NM-3). */
export function isWorthAMail(mode: AlertMode, signs: SignInSigns): boolean {
  if (mode !== 'new-devices') return mode === 'every';
  const { knownDevice, knownNetwork, attemptsBefore } = signs;
  return !knownDevice || !knownNetwork || attemptsBefore >= MANY_ATTEMPTS || daysOfBreak(signs) !== null;
}

/** Whole days since the sign-in before, when there were many; null otherwise. */
export function daysOfBreak({ at, previousSuccessAt }: Pick<SignInSigns, 'at' | 'previousSuccessAt'>): number | null {
  const since = previousSuccessAt === null ? 0 : at.getTime() - previousSuccessAt.getTime();
  return since >= LONG_BREAK ? Math.floor(since / DAY) : null;
}

/** Whether the user will hear of less than before: such a change is itself worth a mail. */
export function loosens(before: AlertMode, after: AlertMode): boolean {
  return ALERT_MODES.indexOf(after) > ALERT_MODES.indexOf(before);
}
