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

/** The longest walks: on the phone, in French, they run with the drills, so that `npm test` stays under ten minutes. */
export const LONG_WALKS = [
  'change-my-addresses',
  'check-a-mail',
  'confirm-that-it-is-me',
  'manage-authenticator-apps',
  'object-in-a-shared-account',
  'restrict-my-account-to-addresses',
  'share-an-account',
].map((name) => `${name}.test.ts`);

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
