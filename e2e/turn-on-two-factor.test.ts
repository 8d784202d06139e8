import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { giveCode, type Phone, type phoneWith, scan, shownCodes, turnOnTwoFactor } from './authenticator-app.ts';
import { enter, expect, signIn, signOut, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';
import type { Words } from './words.ts';

const run = promisify(execFile);
const { POPPLER_UTILS_PATH: READER = 'pdftotext' } = process.env;
const FOUR_MINUTES = 4 * 60;

test('I turn two-factor on with the app on my phone, keep the backup codes, and sign in with a code', async ({
  page,
  words,
  customer,
  product,
  mailbox,
}) => {
  const { twoFactor } = words;
  await enter(page, words, customer);
  await page.goto('/security/two-factor');
  await expect(page.getByText(twoFactor('off'), { exact: true })).toBeVisible();
  await expectAccessible(page);
  const phone = await beginEnrolment(page, words, product);
  expect(phone.uri.protocol).toBe('otpauth:');
  expect(decodeURIComponent(phone.uri.pathname)).toContain(`Gatehouse:${customer.email}`);
  expect(phone.uri.searchParams.get('issuer')).toBe('Gatehouse');
  await expect(page.getByText(phone.secret.replace(/(.{4})(?=.)/g, '$1 '))).toBeVisible();
  await expect(page.getByRole('link', { name: twoFactor('open-app') })).toHaveAttribute('href', phone.uri.href);
  await expectAccessible(page);

  await page.getByLabel(twoFactor('enrol-code')).fill(await phone.code());
  await page.getByLabel(twoFactor('name'), { exact: false }).first().fill('Fairphone');
  await page.getByRole('button', { name: twoFactor('enrol-confirm') }).click();
  await expect(page.getByRole('heading', { name: twoFactor('codes-page-title') })).toBeVisible();
  await expectAccessible(page);
  const codes = await shownCodes(page, words);
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/);
  await page.getByRole('button', { name: twoFactor('codes-saved-first') }).click();

  await expect(page.getByText(twoFactor('done-two-factor-enabled'))).toBeVisible();
  await expect(page.getByText('Fairphone', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await mailbox.mailTo(customer.email, twoFactor('mail-two-factor-enabled-text'));

  await signOut(page, words);
  await signIn(page, words, customer);
  await expect(page.getByRole('heading', { name: words.signIn('second-title') })).toBeVisible();
  await expectAccessible(page);
  // The code that was typed to set the app up was spent by it.
  await giveCode(page, words, await phone.nextCode());
  await page.waitForURL('/security');
});

test('I copy, save and print my backup codes: each copy says what it is, whose, of when, and how to use it', async ({
  page,
  words,
  lang,
  customer,
  product,
  timezoneId,
}) => {
  const { twoFactor } = words;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: product.origin });
  await enter(page, words, customer);
  const phone = await beginEnrolment(page, words, product);
  await page.getByLabel(twoFactor('enrol-code')).fill(await phone.code());
  await page.getByRole('button', { name: twoFactor('enrol-confirm') }).click();
  const codes = await shownCodes(page, words);
  const today = new Intl.DateTimeFormat(lang === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long', timeZone: timezoneId });
  const facts = [
    twoFactor('codes-card-title', { number: 1 }),
    today.format(await product.now()),
    customer.email,
    product.origin,
  ];

  await page.getByRole('button', { name: twoFactor('codes-copy'), exact: true }).click();
  await expect(page.getByText(twoFactor('codes-copied'))).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(codes.join('\n'));

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: twoFactor('codes-download') }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe(twoFactor('codes-file', { number: 1 }));
  const text = await readFile(await file.path(), 'utf8');
  for (const line of [...facts, ...codes, twoFactor('codes-how')]) expect(text).toContain(line);

  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', '');
  });
  await page.getByRole('button', { name: twoFactor('codes-print') }).click();
  await expect(page.locator('body[data-printed]')).toHaveCount(1);
  const paper = await print(page);
  for (const line of [...facts, ...codes]) expect(paper).toContain(plain(line));
  expect(paper).toContain(plain(twoFactor('codes-how')));
  // What belongs to the screen alone.
  expect(paper).not.toContain(plain(twoFactor('codes-not-yet-first')));
  expect(paper).not.toContain(plain(words.frame('sign-out')));
});

test('I leave before I have kept the codes, and nothing has changed', async ({ page, words, customer, product }) => {
  const { twoFactor } = words;
  await enter(page, words, customer);
  const phone = await beginEnrolment(page, words, product);
  await page.getByLabel(twoFactor('enrol-code')).fill(await phone.code());
  await page.getByRole('button', { name: twoFactor('enrol-confirm') }).click();
  await page.getByRole('link', { name: twoFactor('codes-cancel') }).click();
  await expect(page.getByText(twoFactor('off'), { exact: true })).toBeVisible();
  await signOut(page, words);
  await enter(page, words, customer);
});

test('The clock of my phone is wrong: while setting up I am told by how much, and set it right', async ({
  page,
  words,
  customer,
  product,
}) => {
  const { twoFactor } = words;
  await enter(page, words, customer);
  const phone = await beginEnrolment(page, words, product);
  const field = page.getByLabel(twoFactor('enrol-code'));
  for (const [clockAheadSeconds, key] of [
    [-FOUR_MINUTES, 'clock-behind'],
    [FOUR_MINUTES, 'clock-ahead'],
  ] as const) {
    await field.fill(await phone.code({ clockAheadSeconds }));
    await page.getByRole('button', { name: twoFactor('enrol-confirm') }).click();
    await expect(field).toHaveAccessibleDescription(
      new RegExp(twoFactor(key, { how: twoFactor('clock-minutes', { count: 4 }) })),
    );
    await expect(field).toBeFocused();
    await expectAccessible(page);
  }
  // Set right; but the code of four minutes ahead was seen on the way, so it and all before it count for nothing.
  await product.passTime(FOUR_MINUTES);
  await field.fill(await phone.nextCode());
  await page.getByRole('button', { name: twoFactor('enrol-confirm') }).click();
  await expect(page.getByRole('heading', { name: twoFactor('codes-page-title') })).toBeVisible();
});

test('I make a mistake: a wrong code is told at its field, at the second step too', async ({
  page,
  words,
  customer,
  product,
}) => {
  const { twoFactor } = words;
  await enter(page, words, customer);
  const { phone } = await turnOnTwoFactor(page, words, product);
  await signOut(page, words);
  await signIn(page, words, customer);
  const field = page.getByLabel(words.signIn('second-code'), { exact: true });
  await giveCode(page, words, '000000');
  await expect(field).toHaveAccessibleDescription(new RegExp(words.signIn('second-wrong').slice(0, 25)));
  await expect(field).toBeFocused();
  await expectAccessible(page);
  await page.getByText(words.signIn('second-trouble')).click();
  await expect(page.getByText(words.signIn('second-clock'))).toBeVisible();
  await expect(page.getByRole('link', { name: words.signIn('second-recovery') })).toHaveAttribute('href', '/recovery');
  // As apps show it, in two groups.
  await giveCode(page, words, (await phone.nextCode()).replace(/^.../, '$& '));
  await page.waitForURL('/security');
  await page.goto('/security/two-factor');
  await expect(page.getByText(twoFactor('last-used'))).toBeVisible();
});

async function beginEnrolment(page: Page, words: Words, product: Parameters<typeof phoneWith>[1]): Promise<Phone> {
  const { twoFactor } = words;
  await page.goto('/security/two-factor');
  await page.getByRole('button', { name: twoFactor('start') }).click();
  await expect(page.getByRole('heading', { name: twoFactor('enrol-title') })).toBeVisible();
  return scan(page, product);
}

/** What is on the paper, as text. */
async function print(page: Page): Promise<string> {
  const paper = await page.pdf({ path: test.info().outputPath('codes.pdf'), format: 'A4' });
  expect(paper.length).toBeGreaterThan(0);
  const { stdout } = await run(READER, [test.info().outputPath('codes.pdf'), '-']);
  return plain(stdout);
}

/** Lines are broken and letters joined differently on paper. */
function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ');
}
