import type { Visitor } from './visitor.ts';

/** A body that a door accepts, but for the tokens in it, which nobody was given. By the door's name in `doors.ts`. */
export function bodyFor(door: string, { email, password, name }: Pick<Visitor, 'email' | 'password' | 'name'>): object {
  const bodies: Record<string, object> = {
    'POST /preferences': { locale: 'fr', theme: 'dark', return: '/guide' },
    'POST /sign-up': { email, password, name, locale: 'en', timeZone: 'Europe/Paris' },
    'POST /verify-address': { token: UNKNOWN_TOKEN, password },
    'POST /sign-in': { email, password, keep: true, next: '/guide', resume: 'x' },
    'POST /sign-out': {},
    'POST /not-me/:token': {},
    'POST /forgot-password': { email },
    'POST /reset-password': { token: UNKNOWN_TOKEN, password, username: email },
    'POST /password-strength': { password, email, name },
    'POST /session/extend': {},
    'POST /step-up': { method: 'password', password, username: email, resume: 'x' },
    'POST /security/password': { current: password, password: 'nine grey otters sleeping', username: email },
    'POST /security/sessions/end-others': {},
    'POST /security/sessions/end-all': {},
    'POST /security/sessions/:id/end': {},
    'POST /security/login-alerts': { mode: 'every' },
    'POST /personal-information': { name, locale: 'en', timeZone: 'Europe/Paris' },
    'POST /csp-reports': { 'csp-report': { 'document-uri': 'http://localhost:3000/' } },
  };
  const body = bodies[door];
  if (body === undefined) throw new Error(`${door} is new: add a body for it, so that the attacks reach it too`);
  return body;
}

export const UNKNOWN_TOKEN = 'A'.repeat(43);

/** An address for a path with parameters; what is in it exists nowhere. */
export function addressOf(path: string, values: Record<string, string> = {}): string {
  const known: Record<string, string> = {
    token: UNKNOWN_TOKEN,
    id: '1',
    name: 'app.css',
    topic: 'questions',
    type: 'not-found',
    ...values,
  };
  return path.replace(/:(\w+)/g, (_, parameter: string) => known[parameter] ?? 'x');
}
