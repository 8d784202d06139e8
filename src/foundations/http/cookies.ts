import type { CookieChange } from './reply.ts';

const NAMES = ['session', 'pending', 'recovery', 'device', 'browser', 'locale', 'theme'] as const;
export type CookieName = (typeof NAMES)[number];
export type Cookies = Partial<Record<CookieName, string>>;

/** What scripts of the page may need to know, and nothing that opens anything, may be read by them: everything is HttpOnly. */
export interface CookieJar {
  read(header: string | undefined): Cookies;
  write(change: CookieChange): string;
}

/**
 * `__Host-`, Secure, HttpOnly, Path=/, SameSite=Lax (SE-3, C9).
 * On plain-http loopback alone the prefix and Secure go, since some browsers refuse Secure there.
 */
export function createCookieJar(secure: boolean): CookieJar {
  const prefix = secure ? '__Host-' : '';
  const attributes = `; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  const known = new Map<string, CookieName>(NAMES.map((name) => [prefix + name, name]));
  return {
    read(header) {
      const found: Cookies = {};
      for (const pair of (header ?? '').split(';', 60)) {
        const equals = pair.indexOf('=');
        const name = known.get(pair.slice(0, equals).trim());
        // The first one wins: a sibling host cannot push a __Host- cookie in front of ours.
        if (equals > 0 && name !== undefined && found[name] === undefined) found[name] = pair.slice(equals + 1).trim();
      }
      return found;
    },
    write({ name, value, maxAgeSeconds }) {
      const life = value === null ? '; Max-Age=0' : maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`;
      return `${prefix}${name}=${value ?? ''}${attributes}${life}`;
    },
  };
}
