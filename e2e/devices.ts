import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

/** Where `npm test` found it; else where Debian puts it; else Playwright's own. */
const FOUND = [process.env.CHROMIUM_PATH ?? '', '/usr/bin/chromium'].find((path) => existsSync(path));

/** The system's Chromium, also as root, asking nobody but us. */
export const CHROMIUM: LaunchOptions = {
  ...(FOUND ? { executablePath: FOUND } : {}),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

const filesOf = (names: readonly string[]) => names.map((name) => `${name}.test.ts`);

/**
 * `npm test` walks everything on the desk but the longest, and on the phone in French the way in and every page at every width, so
 * that it stays under ten minutes. The drills, which every change must pass as well, walk the rest.
 */
export const LONG_WALKS = filesOf([
  'ask-my-team-for-passkeys',
  'change-my-addresses',
  'check-a-mail',
  'come-back-with-a-passkey',
  'have-trouble-with-a-passkey',
  'manage-authenticator-apps',
  'object-in-a-shared-account',
  'object-to-a-change',
  'read-the-guide',
  'restrict-an-account-to-addresses',
  'restrict-my-account-to-addresses',
  'share-an-account',
]);
export const ALSO_ON_THE_PHONE = filesOf(['fit-every-screen', 'sign-in-and-see-the-history', 'sign-up-and-confirm']);

/** An English desk and a French phone: between them every width, language and way of touching. */
export const DEVICES = [
  {
    name: 'desktop',
    use: { viewport: { width: 1280, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/London' },
  },
  {
    name: 'phone',
    use: { viewport: { width: 390, height: 844 }, locale: 'fr-FR', timezoneId: 'Europe/Paris', hasTouch: true },
  },
] as const;
