import { enter, expect, test } from './browse.ts';

test('Without JavaScript I sign up, confirm, sign in, read the history, end sessions and sign out', async ({
  words,
  person,
  mailbox,
  anotherBrowser,
}) => {
  const { registration, officialMail, sessions, loginHistory } = words;
  const page = await anotherBrowser({ javaScriptEnabled: false });
  await page.goto('/sign-up');
  await page.getByLabel(registration('email')).fill(person.email);
  await page.getByLabel(registration('password'), { exact: true }).fill(person.password);
  // A button that only a script could make work is not there.
  await expect(page.getByRole('button', { name: registration('show') })).toHaveCount(0);
  await page.getByRole('button', { name: registration('sign-up-submit') }).click();
  await expect(page.getByText(registration('sent-text', { email: person.email }))).toBeVisible();
  await mailbox.mailTo(person.email, '/verify-address');
  await page.getByRole('link', { name: registration('mailbox') }).click();
  await page.getByRole('row', { name: person.email }).getByRole('link').click();
  await expect(page.getByText(officialMail('mailbox-text-part'))).toBeVisible();
  await page.getByRole('link', { name: '/verify-address?token=' }).click();
  await page.getByRole('button', { name: registration('verify-submit') }).click();

  await enter(page, words, person);
  await page.goto('/security/login-history');
  await expect(page.getByRole('table').getByText(loginHistory('succeeded'), { exact: true }).first()).toBeVisible();
  const other = await anotherBrowser();
  await enter(other, words, person);
  await page.goto('/security/sessions');
  await page.getByRole('button', { name: sessions('end') }).click();
  await expect(page.getByText(sessions('ended'), { exact: true })).toBeVisible();
  await page
    .getByRole('button', { name: words.frame('sign-out') })
    .first()
    .click();
  await expect(page.getByText(words.signIn('signed-out'))).toBeVisible();
});
