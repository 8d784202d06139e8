import { DAY, MINUTE } from '../../foundations/clock.ts';

/** A new list takes itself back after this, unless somebody proved under it that they can still get in. */
export const PROVISIONAL_TIME = 15 * MINUTE;
/** How long the way back opens an address. */
export const OPENING_TIME = 15 * MINUTE;
export const WATCH_TIME = 7 * DAY;
/** How far back sign-ins are played through a list. */
export const REPLAY_TIME = 90 * DAY;

/** A draft that nobody turned on. */
export const DRAFT_LIFETIME = DAY;

/** What is in force for an owner, as the look-up of every session brings it. Lists are named by their version's id. */
export interface Restriction {
  confirmedList: string | null;
  provisionalList: string | null;
  provenBefore: Date | null;
  revertsAt: Date | null;
  openedAddress: string | null;
  openedUntil: Date | null;
}

/** The deadline is data: nothing has to run at that moment, and no restart loses it. */
export function listInForce({ confirmedList, provisionalList, revertsAt }: Restriction, now: Date): string | null {
  return provisionalList !== null && revertsAt !== null && now < revertsAt ? provisionalList : confirmedList;
}

export function isProvisional({ provisionalList, revertsAt }: Restriction, now: Date): boolean {
  return provisionalList !== null && revertsAt !== null && now < revertsAt;
}

/** The one address that the way back opened for a while. */
export function isOpened({ openedAddress, openedUntil }: Restriction, address: string | null, now: Date): boolean {
  return openedAddress !== null && openedAddress === address && openedUntil !== null && now < openedUntil;
}

/** Only who proved after a list was set has shown that they get in under it. */
export function mayConfirm({ provenBefore }: Restriction, provenAt: Date): boolean {
  return provenBefore !== null && provenAt > provenBefore;
}
