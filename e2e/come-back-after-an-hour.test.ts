import { enter, expect, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';

const AN_HOUR_AND_A_MINUTE = 61 * 60;

test('My session ended while I was filling in a form; I sign in again and the form is still there', async ({
  page,
  words,
  customer,
  product,
}) => {
  const { registration, signIn } = words;
  await enter(page, words, customer);
  await page.goto('/personal-information');
  await page.getByLabel(registration('name')).fill('Camille After Lunch');
  await product.passTime(AN_HOUR_AND_A_MINUTE);
  await page.getByRole('button', { name: registration('save') }).click();

  await expect(page.getByText(signIn('kept-form'))).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel(signIn('email')).fill(customer.email);
  await page.getByLabel(signIn('password'), { exact: true }).fill(customer.password);
  await page.getByRole('button', { name: signIn('submit'), exact: true }).click();
  await expect(page.getByRole('heading', { name: signIn('continue-title') })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: signIn('continue') }).click();
  await expect(page.getByText(registration('saved'), { exact: true })).toBeVisible();
  await expect(page.getByLabel(registration('name'))).toHaveValue('Camille After Lunch');
});

test('I open a page after my session ended, sign in, and land on that page', async ({
  page,
  words,
  customer,
  product,
}) => {
  const { signIn } = words;
  await enter(page, words, customer);
  await product.passTime(AN_HOUR_AND_A_MINUTE);
  await page.goto('/security/login-history');
  await expect(page.getByText(signIn('please'))).toBeVisible();
  await page.getByLabel(signIn('email')).fill(customer.email);
  await page.getByLabel(signIn('password'), { exact: true }).fill(customer.password);
  await page.getByRole('button', { name: signIn('submit'), exact: true }).click();
  await expect(page).toHaveURL('/security/login-history');
});

test('Left alone, the page warns me before my session ends, and one press prolongs it', async ({
  page,
  words,
  customer,
}) => {
  const { frame } = words;
  await page.clock.install();
  await enter(page, words, customer);
  await page.clock.fastForward('59:30');
  const warning = page.getByRole('dialog', { name: frame('clock-title') });
  await expect(warning).toBeVisible();
  await expectAccessible(page);
  await warning.getByRole('button', { name: frame('clock-stay') }).click();
  await expect(warning).toHaveCount(0);
});
