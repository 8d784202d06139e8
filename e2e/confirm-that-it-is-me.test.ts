import { enter, expect, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';

const ELEVEN_MINUTES = 11 * 60;

test('Eleven minutes after signing in I confirm with my password, and the form I sent is kept', async ({
  page,
  words,
  customer,
  product,
}) => {
  const { loginAlerts, sessions } = words;
  await enter(page, words, customer);
  await page.goto('/security/login-alerts');
  await page.getByRole('radio', { name: loginAlerts('mode-new-devices'), exact: true }).check();
  await product.passTime(ELEVEN_MINUTES);
  await page.getByRole('button', { name: loginAlerts('mode-save') }).click();

  await expect(page.getByRole('heading', { name: sessions('step-up-title') })).toBeVisible();
  await expect(page.getByRole('main').getByText(customer.email).first()).toBeVisible();
  await expectAccessible(page);
  const password = page.getByLabel(sessions('step-up-password'), { exact: true });
  const confirm = page.getByRole('main').getByRole('button', { name: sessions('act-/security/login-alerts') });
  await password.fill('this is not my password');
  await confirm.click();
  await expect(password).toHaveAccessibleDescription(new RegExp(sessions('step-up-wrong').slice(0, 15)));
  await expectAccessible(page);
  await password.fill(customer.password);
  await confirm.click();

  await expect(page.getByRole('heading', { name: sessions('step-up-done-title') })).toBeVisible();
  await expectAccessible(page);
  await page
    .getByRole('main')
    .getByRole('button', { name: sessions('act-/security/login-alerts') })
    .click();
  await expect(page.getByText(loginAlerts('saved-new-devices'))).toBeVisible();
});

test('I change my mind when asked to confirm, and nothing has changed', async ({ page, words, customer, product }) => {
  const { sessions } = words;
  await enter(page, words, customer);
  await page.goto('/security/sessions');
  await product.passTime(ELEVEN_MINUTES);
  await page.getByRole('button', { name: sessions('end-all') }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: sessions('end-all') })
    .click();
  await expect(page.getByRole('heading', { name: sessions('step-up-title') })).toBeVisible();
  await page.getByRole('link', { name: sessions('step-up-cancel') }).click();
  await expect(page).toHaveURL('/security');
  await expect(page.getByRole('heading', { name: words.overview('hello', { name: customer.name }) })).toBeVisible();
});
