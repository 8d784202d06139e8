import { defineConfig } from '@playwright/test';
import { DEVICES, LONG_WALKS } from './devices.ts';
import everyChange from './playwright.config.ts';

/** `npm run test:drills`: what every pull request walks on the desk alone, on the phone and in French. */
export default defineConfig({
  ...everyChange,
  testMatch: LONG_WALKS,
  projects: DEVICES.filter(({ name }) => name === 'phone').map(({ name, use }) => ({ name, use })),
});
