import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { CHROMIUM } from './devices.ts';

export const SCREENSHOTS = join(import.meta.dirname, '..', 'screenshots');

const STYLE = `
  body { margin: 24px; font: 14px/1.4 system-ui, sans-serif; background: #8a8f99; }
  h2 { margin: 24px 0 8px; font-size: 16px; }
  .row { display: flex; gap: 12px; align-items: start; }
  figure { margin: 0; }
  img { display: block; height: 420px; max-width: 520px; object-fit: cover; object-position: top; border-radius: 4px; }
  figcaption { font-size: 11px; }`;

/** All pictures on one sheet, a page each row: `screenshots/index.html` to click on, `screenshots/contact-sheet.png` to look at. */
// biome-ignore lint/style/noDefaultExport: the runner calls the default export after the last picture
export default async function makeContactSheet(): Promise<void> {
  const files = (await readdir(SCREENSHOTS)).filter((name) => /^\d{3}-.*\.png$/.test(name));
  const rows = Map.groupBy(files, (file) => file.slice(4).split('.')[0] ?? '');
  const html = [
    `<!doctype html><meta charset="utf-8"><title>Contact sheet</title><style>${STYLE}</style>`,
    ...[...rows].map(
      ([page, pictures]) => `<h2>${page}</h2><div class="row">${pictures.sort().map(figure).join('')}</div>`,
    ),
  ].join('\n');
  const sheet = join(SCREENSHOTS, 'index.html');
  await writeFile(sheet, html);
  const browser = await chromium.launch(CHROMIUM);
  try {
    const page = await browser.newPage({ viewport: { width: 3200, height: 1000 }, deviceScaleFactor: 0.5 });
    await page.goto(`file://${sheet}`);
    await page.screenshot({ path: join(SCREENSHOTS, 'contact-sheet.png'), fullPage: true });
  } finally {
    await browser.close();
  }
  console.log(`${files.length} pictures of ${rows.size} pages: screenshots/index.html, screenshots/contact-sheet.png`);
}

function figure(file: string): string {
  const caption = file.split('.')[1] ?? '';
  return `<figure><a href="${file}"><img src="${file}" alt="${file}"></a><figcaption>${caption}</figcaption></figure>`;
}
