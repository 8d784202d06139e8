import { z } from 'zod';

/** A day in somebody's zone, or an exact instant with its zone; null: none was given. */
export type ReadDay = (text: string | undefined, timeZone: string) => Date | null | 'invalid';

export function createReadDay(startOfDay: (day: string, timeZone: string) => Date | null): ReadDay {
  return (text, timeZone) => {
    if (text === undefined || text === '') return null;
    const start = startOfDay(text, timeZone);
    if (start !== null) return start;
    return z.iso.datetime({ offset: true }).safeParse(text).success ? new Date(text) : 'invalid';
  };
}
