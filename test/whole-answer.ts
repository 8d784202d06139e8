import type { Answer } from './visitor.ts';

/**
 * Everything an attacker can compare: status, every header, the body. Left out is only what differs between any two
 * answers: the date, this request's number, and the random value of a cookie.
 */
export function wholeAnswer({ status, headers, text }: Answer): { status: number; headers: string[]; body: string } {
  const lines: string[] = [];
  for (const [name, value] of headers) {
    if (name !== 'date') lines.push(`${name}: ${name === 'set-cookie' ? value.replace(/=[^;]*/, '=…') : value}`);
  }
  const body = text.replace(/req_[a-z2-7]{26}/g, 'req_…').replace(/(name="form_token" value=")[^"]*/g, '$1…');
  return { status, headers: lines.sort(), body };
}
