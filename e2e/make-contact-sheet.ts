import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { CHROMIUM } from './devices.ts';

export const SCREENSHOTS = join(import.meta.dirname, '..', 'screenshots');

const PATIENCE_MS = 120_000;
const STYLE = `
  body { margin: 24px; font: 14px/1.4 system-ui, sans-serif; background: #8a8f99; }
  h2 { margin: 24px 0 8px; font-size: 16px; }
  .row { display: flex; gap: 12px; align-items: start; }
  figure { margin: 0; }
  img { display: block; height: 420px; max-width: 520px; object-fit: cover; object-position: top; border-radius: 4px; }
  figcaption { font-size: 11px; }`;

/** A sheet for each hundred, a page each row: `screenshots/index-<n>.html` to click on, `screenshots/contact-sheet-<n>.png` to look at. */
// biome-ignore lint/style/noDefaultExport: the runner calls the default export after the last picture
export default async function makeContactSheets(): Promise<void> {
  const files = (await readdir(SCREENSHOTS)).filter((name) => /^\d{3}-.*\.png$/.test(name));
  const browser = await chromium.launch(CHROMIUM);
  try {
    for (const [hundred, some] of Map.groupBy(files, ([digit]) => digit)) {
      await writeFile(join(SCREENSHOTS, `index-${hundred}.html`), sheetOf(some));
      const page = await browser.newPage({ viewport: { width: 3200, height: 1000 }, deviceScaleFactor: 0.5 });
      await page.goto(`file://${join(SCREENSHOTS, `index-${hundred}.html`)}`);
      const path = join(SCREENSHOTS, `contact-sheet-${hundred}.png`);
      await page.screenshot({ path, fullPage: true, timeout: PATIENCE_MS });
      await page.close();
    }
  } finally {
    await browser.close();
  }
  console.log(`${files.length} pictures: screenshots/index-<n>.html, screenshots/contact-sheet-<n>.png`);
}

function sheetOf(files: readonly string[]): string {
  const rows = Map.groupBy(files, (file) => file.slice(4).split('.')[0] ?? '');
  return [
    `<!doctype html><meta charset="utf-8"><title>Contact sheet</title><style>${STYLE}</style>`,
    ...[...rows].map(
      ([page, pictures]) => `<h2>${page}</h2><div class="row">${pictures.sort().map(figure).join('')}</div>`,
    ),
  ].join('\n');
}

function figure(file: string): string {
  const caption = file.split('.')[1] ?? '';
  return `<figure><a href="${file}"><img src="${file}" alt="${file}"></a><figcaption>${caption}</figcaption></figure>`;
}
