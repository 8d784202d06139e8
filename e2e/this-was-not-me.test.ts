import { enter, expect, signIn, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';
import { linkIn } from './mailbox.ts';

test('A login alert was not me: I end all sessions from it and choose a new password', async ({
  page,
  words,
  customer,
  mailbox,
  anotherBrowser,
}) => {
  const thief = await anotherBrowser({ address: '203.0.113.66' });
  await enter(thief, words, customer);
  const alert = await mailbox.mailTo(customer.email, '/not-me/');

  await page.goto(linkIn(alert, '/not-me/'));
  await expect(page.getByRole('heading', { name: words.signIn('not-me-title') })).toBeVisible();
  await expectAccessible(page);
  // Opening the page alone does nothing: mail scanners open links too.
  await thief.goto('/security');
  await expect(thief.getByRole('button', { name: words.frame('sign-out') }).first()).toBeAttached();

  await page.getByRole('button', { name: words.signIn('not-me-submit') }).click();
  await expect(page.getByRole('heading', { name: words.signIn('not-me-done-title') })).toBeVisible();
  await expectAccessible(page);
  await thief.goto('/security');
  await expect(thief.getByRole('heading', { name: words.signIn('welcome') })).toBeVisible();
  await signIn(thief, words, customer);
  await expect(thief.getByText(words.signIn('refused-title'))).toBeVisible();

  const { passwords } = words;
  await page.goto(linkIn(await mailbox.mailTo(customer.email, '/reset-password'), '/reset-password'));
  const password = 'compas nuage tilleul 93';
  await page.getByLabel(passwords('new-password'), { exact: true }).fill(password);
  await page.getByRole('button', { name: passwords('reset-submit') }).click();
  await expect(page.getByText(passwords('reset-done'))).toBeVisible();
  await enter(page, words, { ...customer, password });
});
