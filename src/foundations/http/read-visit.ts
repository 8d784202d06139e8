import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { clientAddress, prefixOf } from '../client-address/index.ts';
import type { Clock } from '../clock.ts';
import { newId, newToken } from '../crypto/index.ts';
import { DEFAULT_LOCALE, isLocale, preferredLocale } from '../i18n/index.ts';
import { prefersJson } from './accept.ts';
import type { CookieJar } from './cookies.ts';
import type { Client, Visit } from './visit.ts';

export interface VisitDeps {
  clock: Clock;
  cookieJar: CookieJar;
  trustedProxies: Parameters<typeof clientAddress>[0]['trustedProxies'];
  forwardedHeader: 'x-forwarded-for' | 'forwarded';
  /** The hidden field that proves a form came from our own page in this browser (SE-10). */
  formTokenFor(browser: string, session: string | undefined): string;
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const MAX_USER_AGENT = 512;

/** Everything about a request that needs neither the database nor its body. */
export function createVisitReader(deps: VisitDeps): (c: Context<{ Bindings: HttpBindings }>) => Visit {
  function readClient(c: Context<{ Bindings: HttpBindings }>): Client {
    const line = c.req.header(deps.forwardedHeader);
    const address = clientAddress({
      peer: c.env?.incoming?.socket?.remoteAddress,
      header: deps.forwardedHeader,
      headerValues: line === undefined ? [] : [line],
      trustedProxies: deps.trustedProxies,
    });
    const userAgent = (c.req.header('user-agent') ?? '').slice(0, MAX_USER_AGENT);
    return { address, prefix: prefixOf(address), userAgent };
  }

  return (c) => {
    const cookies = deps.cookieJar.read(c.req.header('cookie'));
    const { session, pending, recovery, device } = cookies;
    const browser = cookies.browser !== undefined && TOKEN.test(cookies.browser) ? cookies.browser : undefined;
    const wantsJson = prefersJson(c.req.header('accept'));
    // A program that only reads is given neither cookie nor form.
    const isPlainRead = wantsJson && c.req.method === 'GET';
    const ownBrowser = browser ?? (isPlainRead ? '' : newToken());
    return {
      id: newId('req'),
      method: c.req.method,
      path: c.req.path,
      params: {},
      query: {},
      body: {},
      locale: isLocale(cookies.locale)
        ? cookies.locale
        : (preferredLocale(c.req.header('accept-language')) ?? DEFAULT_LOCALE),
      theme: cookies.theme === 'light' || cookies.theme === 'dark' ? cookies.theme : 'system',
      timeZone: 'UTC',
      client: readClient(c),
      peer: c.env?.incoming?.socket?.remoteAddress,
      host: c.req.header('host'),
      cookies: {
        ...(session ? { session } : {}),
        ...(pending ? { pending } : {}),
        ...(recovery ? { recovery } : {}),
        ...(device ? { device } : {}),
        ...(browser ? { browser } : {}),
      },
      browser: ownBrowser,
      formToken: isPlainRead ? '' : deps.formTokenFor(ownBrowser, session),
      formTokenFor: (newSession) => deps.formTokenFor(ownBrowser, newSession),
      wantsJson,
      now: deps.clock.now(),
      viewer: null,
    };
  };
}
