import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { SCREENSHOTS } from './make-contact-sheet.ts';

/** Takes a page in light and in dark. */
export type Shoot = (page: Page, name: string) => Promise<void>;

/** Pictures are numbered in the order of the walk, from a number of its own. */
export async function photographer(device: string, from: number): Promise<Shoot> {
  await mkdir(SCREENSHOTS, { recursive: true });
  let number = from;
  return async (page, name) => {
    number += 1;
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const file = `${String(number).padStart(3, '0')}-${name}.${device}-${colorScheme}.png`;
      await page.screenshot({ path: join(SCREENSHOTS, file), fullPage: true, animations: 'disabled' });
    }
  };
}
