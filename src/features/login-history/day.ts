/**
 * The instant at which a calendar day (`2026-11-24`) begins in a zone; null when there is no such day.
 * Where the clocks are set forward at midnight it is the first instant that exists.
 */
export function startOfDay(day: string, timeZone: string): Date | null {
  const utc = new Date(`${day}T00:00:00.000Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(utc.getTime()) || !utc.toISOString().startsWith(day))
    return null;
  const guess = new Date(utc.getTime() - offsetAt(utc, timeZone));
  return new Date(utc.getTime() - offsetAt(guess, timeZone));
}

export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + 36 * 3600 * 1000).toISOString().slice(0, 10);
}

/** How far the zone's clocks are ahead of UTC, in milliseconds. */
function offsetAt(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const number = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(
    number('year'),
    number('month') - 1,
    number('day'),
    number('hour'),
    number('minute'),
    number('second'),
  );
  return shown - Math.floor(at.getTime() / 1000) * 1000;
}
