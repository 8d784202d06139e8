import { DAY, HOUR, MINUTE } from '../../foundations/clock.ts';

/** The purpose of the link in every mail about a security change; its subject is the change. */
export const OBJECTION = 'objection';
export const OBJECTION_LIFETIME = 7 * DAY;
/** No session changes protection for so long after an objection. */
export const FREEZE = 24 * HOUR;
/** Proofs for an undo are gathered within this. */
export const UNDO_PROOFS_LIFETIME = 10 * MINUTE;
/**
 * What an undo needs is kept a day longer than anybody can ask for one: for what stood before a change, also that of the change before
 * it, which may have been undone meanwhile.
 */
export const SECRETS_LIFETIME = 15 * DAY;
/** How long an authenticator must have been there to count against whoever came later. */
const SENIORITY = 7 * DAY;

/** Added more than seven days before that moment; an objection to its adding starts them anew. */
export function isSenior({ seniorFrom }: { seniorFrom: Date }, moment: Date): boolean {
  return moment.getTime() - seniorFrom.getTime() > SENIORITY;
}
