import { enter, expect, signIn, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';
import { linkIn } from './mailbox.ts';

const NEW_PASSWORD = 'girafe moteur silence 27';

test('I forgot my password, get a link by mail, choose a new one and sign in', async ({
  page,
  words,
  customer,
  mailbox,
}) => {
  const { passwords } = words;
  await page.goto('/sign-in');
  await page.getByRole('link', { name: words.signIn('forgot') }).click();
  await expectAccessible(page);
  await page.getByLabel(passwords('forgot-email')).fill(customer.email);
  await page.getByRole('button', { name: passwords('forgot-submit') }).click();
  await expect(page.getByRole('heading', { name: passwords('forgot-sent-title') })).toBeVisible();
  await expectAccessible(page);

  const link = linkIn(await mailbox.mailTo(customer.email, '/reset-password'), '/reset-password');
  await page.goto(link);
  const field = page.getByLabel(passwords('new-password'), { exact: true });
  const send = page.getByRole('button', { name: passwords('reset-submit') });
  await field.fill('short');
  await send.click();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  await field.fill(NEW_PASSWORD);
  await send.click();
  await expect(page.getByText(passwords('reset-done'))).toBeVisible();
  await expectAccessible(page);

  await signIn(page, words, customer);
  await expect(page.getByText(words.signIn('refused-title'))).toBeVisible();
  await enter(page, words, { ...customer, password: NEW_PASSWORD });
  await page.goto(link);
  await expect(page.getByRole('heading', { name: passwords('reset-spent-title') })).toBeVisible();
  await expectAccessible(page);
});

test('Nobody learns from the answer whether an address has an account', async ({ page, words, customer, person }) => {
  const { passwords } = words;
  const answers: string[] = [];
  for (const { email } of [customer, person]) {
    await page.goto('/forgot-password');
    await page.getByLabel(passwords('forgot-email')).fill(email);
    await page.getByRole('button', { name: passwords('forgot-submit') }).click();
    await expect(page.getByRole('heading', { name: passwords('forgot-sent-title') })).toBeVisible();
    answers.push(await page.getByRole('main').innerText());
  }
  expect(answers[0]).toBe(answers[1]);
});
