import type { Locator, Page } from '@playwright/test';
import { turnOnTwoFactor } from './authenticator-app.ts';
import { enter, expect, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';
import type { Product } from './run-product.ts';
import type { Words } from './words.ts';

const ELEVEN_MINUTES = 11 * 60;

test('Eleven minutes after signing in I confirm with my password in a dialog, and the form I sent is done', async ({
  page,
  words,
  customer,
  product,
}) => {
  const { loginAlerts, sessions } = words;
  await enter(page, words, customer);
  await product.passTime(ELEVEN_MINUTES);
  await page.goto('/security/login-alerts');
  await page.getByRole('radio', { name: loginAlerts('mode-new-devices'), exact: true }).check();
  await page.getByRole('button', { name: loginAlerts('mode-save') }).click();

  const dialog = stepUp(page, words);
  await expect(dialog.getByText(customer.email)).toBeVisible();
  await expect(dialog.getByText(loginAlerts('mode-save'))).toBeVisible();
  await expectAccessible(page);
  const password = dialog.getByLabel(sessions('step-up-password'), { exact: true });
  await expect(password).toBeFocused();
  await password.fill('this is not my password');
  await dialog.getByRole('button', { name: sessions('step-up-dialog-submit') }).click();
  await expect(password).toHaveAccessibleDescription(new RegExp(sessions('step-up-wrong-password').slice(0, 15)));
  await expectAccessible(page);
  await password.fill(customer.password);
  await dialog.getByRole('button', { name: sessions('step-up-dialog-submit') }).click();
  await expect(page.getByText(loginAlerts('saved-new-devices'))).toBeVisible();
  await expect(dialog).toHaveCount(0);
});

test('A page that I left open asks in place too, and so does the next one after I changed my mind', async ({
  page,
  words,
  customer,
  product,
}) => {
  const { loginAlerts, sessions } = words;
  await page.clock.install();
  await enter(page, words, customer);
  await page.goto('/security/login-alerts');
  await page.getByRole('radio', { name: loginAlerts('mode-off'), exact: true }).check();
  await product.passTime(ELEVEN_MINUTES);
  await page.clock.fastForward(ELEVEN_MINUTES * 1000);
  const save = page.getByRole('button', { name: loginAlerts('mode-save') });
  await save.click();
  await stepUp(page, words)
    .getByRole('button', { name: sessions('step-up-dialog-cancel') })
    .click();
  await expect(page).toHaveURL('/security/login-alerts');
  await expect(page.getByRole('radio', { name: loginAlerts('mode-off'), exact: true })).toBeChecked();
  await save.click();
  await stepUp(page, words).getByLabel(sessions('step-up-password'), { exact: true }).fill(customer.password);
  await stepUp(page, words)
    .getByRole('button', { name: sessions('step-up-dialog-submit') })
    .click();
  await expect(page.getByText(loginAlerts('saved-off'))).toBeVisible();
});

test('With two-factor on I confirm with a code: a wrong one is told in the dialog, and what I typed is kept', async ({
  page,
  words,
  customer,
  product,
}) => {
  const { sessions, twoFactor } = words;
  const { phone, field, save } = await typeNewName(page, words, customer, product);
  await save.click();
  const dialog = stepUp(page, words);
  // Where a code can be asked for, the password is not enough.
  await expect(dialog.getByLabel(sessions('step-up-password'), { exact: true })).toHaveCount(0);
  await expectAccessible(page);
  const code = dialog.getByLabel(sessions('step-up-code'), { exact: true });
  await code.fill('000000');
  await dialog.getByRole('button', { name: sessions('step-up-dialog-submit') }).click();
  await expect(code).toHaveAccessibleDescription(new RegExp(sessions('step-up-wrong-totp').slice(0, 25)));
  await expect(code).toBeFocused();
  await expectAccessible(page);
  await expect(field).toHaveValue('Phone in the drawer');
  await code.fill(await phone.nextCode());
  await dialog.getByRole('button', { name: sessions('step-up-dialog-submit') }).click();
  await expect(page.getByText(twoFactor('done-app-renamed'), { exact: true })).toBeVisible();
  await expect(page.getByText('Phone in the drawer', { exact: true })).toBeVisible();
});

test('Without the phone at hand I confirm with a backup code', async ({ page, words, customer, product }) => {
  const { sessions, twoFactor } = words;
  const { backupCodes, save } = await typeNewName(page, words, customer, product);
  await save.click();
  const dialog = stepUp(page, words);
  await dialog.getByText(sessions('step-up-backup'), { exact: true }).click();
  await expectAccessible(page);
  const field = dialog.getByLabel(sessions('step-up-backup-code'), { exact: true });
  const confirm = dialog.getByRole('button', { name: sessions('step-up-dialog-submit') }).last();
  await field.fill('ABCD-ABCD-ABCD-ABCD');
  await confirm.click();
  await expect(field).toHaveAccessibleDescription(new RegExp(sessions('step-up-wrong-backup-code').slice(0, 20)));
  await field.fill(backupCodes[0] ?? '');
  await confirm.click();
  await expect(page.getByText(twoFactor('done-app-renamed'), { exact: true })).toBeVisible();
  await expect(page.getByText(twoFactor('codes-left', { left: 9 }))).toBeVisible();
});

test('I change my mind when asked to confirm, and nothing has changed', async ({ page, words, customer, product }) => {
  const { sessions } = words;
  await enter(page, words, customer);
  await product.passTime(ELEVEN_MINUTES);
  await page.goto('/security/sessions');
  await page.getByRole('button', { name: sessions('end-all') }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: sessions('end-all') })
    .click();
  await stepUp(page, words)
    .getByRole('button', { name: sessions('step-up-dialog-cancel') })
    .click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page).toHaveURL('/security/sessions');
  await page.goto('/security');
  await expect(page.getByRole('heading', { name: words.overview('hello', { name: customer.name }) })).toBeVisible();
});

test('I confirm with the keyboard alone, and Escape takes me back to the button I pressed', async ({
  page,
  words,
  customer,
  product,
}) => {
  const { twoFactor } = words;
  const { phone, field } = await typeNewName(page, words, customer, product);
  await field.focus();
  await page.keyboard.press('Enter');
  await expect(stepUp(page, words)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(field).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(stepUp(page, words)).toBeVisible();
  await page.keyboard.type(await phone.nextCode());
  await page.keyboard.press('Enter');
  await expect(page.getByText(twoFactor('done-app-renamed'), { exact: true })).toBeVisible();
});

test('Without JavaScript I confirm on a page of its own, and the form I sent is kept', async ({
  words,
  customer,
  product,
  anotherBrowser,
}) => {
  const { loginAlerts, sessions } = words;
  const page = await anotherBrowser({ javaScriptEnabled: false });
  await enter(page, words, customer);
  await page.goto('/security/login-alerts');
  await page.getByRole('radio', { name: loginAlerts('mode-new-devices'), exact: true }).check();
  await product.passTime(ELEVEN_MINUTES);
  await page.getByRole('button', { name: loginAlerts('mode-save') }).click();

  await expect(page.getByRole('heading', { name: sessions('step-up-title') })).toBeVisible();
  await expect(page.getByRole('main').getByText(customer.email).first()).toBeVisible();
  const password = page.getByLabel(sessions('step-up-password'), { exact: true });
  const act = page.getByRole('main').getByRole('button', { name: sessions('act-/security/login-alerts') });
  await password.fill('this is not my password');
  await act.click();
  await expect(password).toHaveAccessibleDescription(new RegExp(sessions('step-up-wrong-password').slice(0, 15)));
  await password.fill(customer.password);
  await act.click();
  await expect(page.getByRole('heading', { name: sessions('step-up-done-title') })).toBeVisible();
  await act.click();
  await expect(page.getByText(loginAlerts('saved-new-devices'))).toBeVisible();
});

test('The page that asks me to confirm can be read by everybody', async ({ page, words, customer, product }) => {
  const { sessions } = words;
  await enter(page, words, customer);
  await turnOnTwoFactor(page, words, product);
  await product.passTime(ELEVEN_MINUTES);
  await page.goto('/step-up?next=/security/two-factor');
  await expectAccessible(page);
  await page.getByText(sessions('step-up-backup'), { exact: true }).click();
  await expectAccessible(page);
  await page.getByRole('link', { name: sessions('step-up-cancel') }).click();
  await expect(page).toHaveURL('/security');
});

function stepUp(page: Page, words: Words): Locator {
  return page.getByRole('dialog', { name: words.sessions('step-up-title') });
}

/** Two-factor is on, eleven minutes have passed, and the app's new name is typed but not sent. */
async function typeNewName(page: Page, words: Words, customer: Parameters<typeof enter>[2], product: Product) {
  const { twoFactor } = words;
  await enter(page, words, customer);
  const proven = await turnOnTwoFactor(page, words, product);
  await product.passTime(ELEVEN_MINUTES);
  await page.goto('/security/two-factor');
  const name = twoFactor('app-default-name');
  await page.getByText(twoFactor('manage-only', { name }), { exact: true }).click();
  const field = page.getByLabel(twoFactor('name'), { exact: true });
  await field.fill('Phone in the drawer');
  return { ...proven, field, save: page.getByRole('button', { name: twoFactor('rename-label', { name }) }) };
}
