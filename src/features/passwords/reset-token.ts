import { MINUTE } from '../../foundations/clock.ts';

/** RC-2: good for one reset of one user's password, the newest only. */
export const RESET_PURPOSE = 'reset-password';
export const RESET_LIFETIME = 30 * MINUTE;
