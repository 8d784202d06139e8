import type { Page } from '@playwright/test';
import { giveCode, type Phone, scan, turnOnTwoFactor } from './authenticator-app.ts';
import { enter, expect, type Person, signIn, signOut, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';
import type { Words } from './words.ts';

test('I add an app on my tablet, give it another name, and sign in with either', async ({
  page,
  words,
  customer,
  product,
}) => {
  const { twoFactor } = words;
  await enter(page, words, customer);
  const { phone } = await turnOnTwoFactor(page, words, product);
  await page.getByRole('button', { name: twoFactor('add-app') }).click();
  const tablet = await scan(page, product);
  expect(tablet.secret).not.toBe(phone.secret);
  await prove(page, words, await tablet.code(), 'Tablet');
  await expect(page.getByText(twoFactor('done-app-added'), { exact: true })).toBeVisible();

  await manage(page, words, 'Tablet');
  await expectAccessible(page);
  await page.locator('details[open]').getByLabel(twoFactor('name'), { exact: true }).fill('Tablet at home');
  await page.getByRole('button', { name: twoFactor('rename-label', { name: 'Tablet' }) }).click();
  await expect(page.getByText(twoFactor('done-app-renamed'), { exact: true })).toBeVisible();
  await expect(page.getByText('Tablet at home', { exact: true })).toBeVisible();

  for (const app of [tablet, phone]) {
    await signOut(page, words);
    await enterWithCode(page, words, customer, await app.nextCode());
  }
});

test('I move to a new phone: the old one works until the new one has shown a code, and not after', async ({
  page,
  words,
  customer,
  product,
  mailbox,
  anotherBrowser,
}) => {
  const { twoFactor } = words;
  await enter(page, words, customer);
  const { phone: old } = await turnOnTwoFactor(page, words, product);
  const name = twoFactor('app-default-name');
  await page.getByText(twoFactor('manage-only', { name }), { exact: true }).click();
  await page.getByRole('button', { name: twoFactor('replace-label', { name }) }).click();
  await expect(page.getByRole('heading', { name: twoFactor('enrol-title') })).toBeVisible();
  const fresh = await scan(page, product);
  const elsewhere = await anotherBrowser();
  await enterWithCode(elsewhere, words, customer, await old.nextCode());
  await prove(page, words, await fresh.code());
  await expect(page.getByText(twoFactor('done-app-replaced'), { exact: true })).toBeVisible();
  await expect(page.getByText(name, { exact: true })).toHaveCount(1);
  await mailbox.mailTo(customer.email, twoFactor('mail-app-replaced-text'));

  await signOut(page, words);
  await signIn(page, words, customer);
  await giveCode(page, words, await old.nextCode());
  await expectRefused(page, words);
  await giveCode(page, words, await fresh.nextCode());
  await page.waitForURL('/security');
});

test('I remove the app of a phone that I lost; its codes are refused from then on', async ({
  page,
  words,
  customer,
  product,
}) => {
  const { twoFactor } = words;
  await enter(page, words, customer);
  const { phone: lost } = await turnOnTwoFactor(page, words, product);
  await page.getByRole('button', { name: twoFactor('add-app') }).click();
  const tablet = await scan(page, product);
  await prove(page, words, await tablet.code(), 'Tablet');
  const name = twoFactor('app-default-name');
  await manage(page, words, name);
  await page.getByRole('button', { name: twoFactor('remove-label', { name }) }).click();
  const dialog = page.getByRole('dialog', { name: twoFactor('remove-confirm', { name }) });
  await expectAccessible(page);
  await dialog.getByRole('button', { name: twoFactor('remove') }).click();
  await expect(page.getByText(twoFactor('done-app-removed'), { exact: true })).toBeVisible();
  await expect(page.getByText(name, { exact: true })).toHaveCount(0);

  await signOut(page, words);
  await signIn(page, words, customer);
  await giveCode(page, words, await lost.nextCode());
  await expectRefused(page, words);
  await giveCode(page, words, await tablet.nextCode());
  await page.waitForURL('/security');
});

test('Two apps that I did not name can be told apart', async ({ page, words, customer, product }) => {
  const { twoFactor } = words;
  await enter(page, words, customer);
  await turnOnTwoFactor(page, words, product);
  await page.getByRole('button', { name: twoFactor('add-app') }).click();
  const second: Phone = await scan(page, product);
  await prove(page, words, await second.code());
  for (const name of [twoFactor('app-default-name'), `${twoFactor('app-default-name')} 2`]) {
    await expect(page.getByText(name, { exact: true })).toBeVisible();
  }
});

async function prove(page: Page, words: Words, code: string, name = ''): Promise<void> {
  const { twoFactor } = words;
  await page.getByLabel(twoFactor('enrol-code')).fill(code);
  await page.locator('input[name=name]').fill(name);
  await page.getByRole('button', { name: twoFactor('enrol-confirm') }).click();
}

async function manage(page: Page, words: Words, name: string): Promise<void> {
  await page.getByText(words.twoFactor('manage', { name }), { exact: true }).click();
}

async function enterWithCode(page: Page, words: Words, person: Person, code: string): Promise<void> {
  await signIn(page, words, person);
  await giveCode(page, words, code);
  await page.waitForURL('/security');
}

async function expectRefused(page: Page, words: Words): Promise<void> {
  await expect(page.getByLabel(words.signIn('second-code'), { exact: true })).toHaveAccessibleDescription(
    new RegExp(words.signIn('second-wrong').slice(0, 25)),
  );
}
