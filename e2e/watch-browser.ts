import { type BrowserContext, expect, type Page } from '@playwright/test';

/** Chromium reports every refused answer as an error; the tests judge answers themselves. */
const REFUSED_ANSWER = /^Failed to load resource: the server responded with a status of (4\d\d|503)/;

/**
 * Watches everything a browser does during a test: what it complains of (broken policy, broken script) and whom it asks.
 * `expectClean` fails if anything at all came up.
 */
export function watchBrowser(context: BrowserContext, origin: string) {
  const complaints: string[] = [];
  context.on('console', (message) => {
    const text = message.text();
    const isWorse = message.type() === 'error' || message.type() === 'warning';
    if (isWorse && !REFUSED_ANSWER.test(text)) complaints.push(`${message.page()?.url()}: ${text}`);
  });
  context.on('weberror', (error) => complaints.push(`script failed: ${error.error().message}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.origin !== origin) complaints.push(`asked elsewhere: ${url.href}`);
    if (/^wss?:$/.test(url.protocol)) complaints.push(`opened a socket: ${url.href}`);
  });
  return {
    expectClean() {
      expect(complaints, 'what the browser complained of').toEqual([]);
    },
  };
}

/** What a script in the page could read and carry away: nothing (SE-3, SE-4). */
export async function expectNothingToSteal(page: Page): Promise<void> {
  const readable = await page.evaluate(async () => ({
    cookie: document.cookie,
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  expect(readable).toEqual({ cookie: '', local: [], session: [], databases: 0, caches: 0, workers: 0 });
}
