import { DAY, HOUR } from '../../foundations/clock.ts';

/** The one act its token allows. */
export const INVITATION = 'invitation';
/** MR-5. */
export const INVITATION_LIFETIME = 72 * HOUR;
export const SEND_INVITATION = 'send-invitation';
/** More than that waiting for an answer is no team any more but a mailing. */
export const MOST_OPEN_INVITATIONS = 50;
export const INVITATIONS_PER_ACCOUNT = { count: 20, perSeconds: 3600 };
/** Answered and forgotten ones stay this long in the database; the trail keeps what was done. */
export const KEPT_AFTER_EXPIRY = 30 * DAY;
