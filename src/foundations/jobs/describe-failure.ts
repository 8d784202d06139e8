import type { Payload } from './jobs.ts';

const LONGEST = 300;
/** Shorter values are ordinary words and numbers; masking them would make the message unreadable. */
const SHORTEST_SECRET = 4;

/**
 * What may be kept and logged of an error: kind, code and message, bounded, in one line.
 * Values of the payload are masked, because libraries like to quote what they were given (LH-2).
 */
export function describeFailure(error: unknown, payload: Payload): string {
  if (!(error instanceof Error)) return 'A value that is no error was thrown.';
  const { code } = error as { code?: unknown };
  let message = error.message;
  for (const secret of valuesIn(payload).sort((a, b) => b.length - a.length)) message = message.replaceAll(secret, '…');
  const kind = typeof code === 'string' ? `${error.name} ${code}` : error.name;
  return `${kind}: ${message}`.replaceAll(/\s+/g, ' ').slice(0, LONGEST);
}

function valuesIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length < SHORTEST_SECRET ? [] : [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesIn) : [];
}
