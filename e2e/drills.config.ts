import { defineConfig } from '@playwright/test';
import { ALSO_ON_THE_PHONE, DEVICES, LONG_WALKS } from './devices.ts';
import everyChange from './playwright.config.ts';

/** `npm run test:drills`: what `npm test` leaves out, so that everything is walked on the desk and on the phone. */
export default defineConfig({
  ...everyChange,
  projects: DEVICES.map(({ name, use }) =>
    name === 'phone' ? { name, use, testIgnore: ALSO_ON_THE_PHONE } : { name, use, testMatch: LONG_WALKS },
  ),
});
