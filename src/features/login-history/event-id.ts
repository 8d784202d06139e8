import { randomBytes } from 'node:crypto';

const ENTROPY_BYTES = 10;

export type NewEventId = (at: Date) => string;

/**
 * Ids that sort as their events happened: instant, then the order on this node, then 80 random bits.
 * Two events of one instant would otherwise stand in the list in any order.
 */
export function createEventIds(): NewEventId {
  let lastAt = 0;
  let ordinal = 0;
  return (at) => {
    ordinal = at.getTime() === lastAt ? ordinal + 1 : 0;
    lastAt = at.getTime();
    const order = lastAt.toString(36).padStart(9, '0') + ordinal.toString(36).padStart(4, '0');
    return `evt_${order}${randomBytes(ENTROPY_BYTES).toString('hex')}`;
  };
}
