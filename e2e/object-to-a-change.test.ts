import { turnOnTwoFactor } from './authenticator-app.ts';
import { enter, expect, signIn, signOut, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';
import { linkIn } from './mailbox.ts';

test('Somebody with my password turned two-factor on: I object from the mail, take it back, and am in again', async ({
  page,
  words,
  customer,
  product,
  mailbox,
  anotherBrowser,
}) => {
  const { recovery } = words;
  const thief = await anotherBrowser({ address: '203.0.113.66' });
  await enter(thief, words, customer);
  await turnOnTwoFactor(thief, words, product);
  const mail = await mailbox.mailTo(customer.email, '/objections/');

  await page.goto(linkIn(mail, '/objections/'));
  await expect(page.getByRole('heading', { name: recovery('objection-title') })).toBeVisible();
  await expect(page.getByText(recovery('change-two-factor-enabled'))).toBeVisible();
  await expectAccessible(page);
  // Opening the page alone does nothing: mail scanners open links too.
  await thief.goto('/security');
  await expect(thief.getByRole('button', { name: words.frame('sign-out') }).first()).toBeAttached();

  await page.getByRole('button', { name: recovery('objection-submit') }).click();
  await expect(page.getByRole('heading', { name: recovery('objected-title') })).toBeVisible();
  await expectAccessible(page);
  await thief.goto('/security');
  await expect(thief.getByRole('heading', { name: words.signIn('welcome') })).toBeVisible();

  const password = page.getByLabel(recovery('undo-password'), { exact: true });
  await password.fill('not the password of that day');
  await page.getByRole('button', { name: recovery('undo-submit') }).click();
  await expect(password).toHaveAccessibleDescription(new RegExp(recovery('undo-wrong-password').slice(0, 20)));
  await expectAccessible(page);
  await password.fill(customer.password);
  await page.getByRole('button', { name: recovery('undo-submit') }).click();
  await expect(page.getByRole('heading', { name: recovery('undone-title') })).toBeVisible();
  await expectAccessible(page);
  await enter(page, words, customer);
  await page.goto('/security/recovery');
  await expect(page.getByText(recovery('frozen-title'))).toBeVisible();
  await expect(page.getByText(recovery('changes-undone'), { exact: true })).toBeVisible();
  await expectAccessible(page);
});

test('A recovery that I did not ask for: I pause it from the daily mail, and my phone ends it', async ({
  page,
  words,
  customer,
  product,
  mailbox,
  anotherBrowser,
}) => {
  const { recovery } = words;
  await enter(page, words, customer);
  const { phone } = await turnOnTwoFactor(page, words, product);
  await signOut(page, words);
  await product.passTime(8 * 24 * 3600);

  const thief = await anotherBrowser({ address: '203.0.113.66' });
  await thief.goto('/recovery');
  await thief.getByLabel(recovery('ask-email')).fill(customer.email);
  await thief.getByRole('button', { name: recovery('ask-submit') }).click();
  const asked = await mailbox.mailTo(customer.email, recovery('mail-code-subject'));
  const code = /^[A-Z2-7]{5}-[A-Z2-7]{5}$/m.exec(asked.text)?.[0] ?? '';
  await thief.getByLabel(recovery('proof-mailed-code'), { exact: true }).fill(code);
  await thief.getByRole('button', { name: recovery('proof-mailed-code-submit') }).click();
  await thief.getByText(recovery('proof-password-summary')).click();
  await thief.getByLabel(recovery('proof-password'), { exact: true }).fill(customer.password);
  await thief.getByRole('button', { name: recovery('proof-password-submit') }).click();
  await expect(thief.getByRole('heading', { name: recovery('waiting-title') })).toBeVisible();
  await expectAccessible(thief);

  const notice = await mailbox.mailTo(customer.email, recovery('mail-waiting-subject'));
  await page.goto(linkIn(notice, '/recovery/'));
  await expect(page.getByRole('heading', { name: recovery('stop-title') })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: recovery('stop-submit') }).click();
  await expect(page.getByRole('heading', { name: recovery('stopped-title') })).toBeVisible();
  await expectAccessible(page);

  await signIn(page, words, customer);
  await page.getByLabel(words.signIn('second-code'), { exact: true }).fill(await phone.nextCode());
  await page.getByRole('button', { name: words.signIn('submit'), exact: true }).click();
  await page.waitForURL('/security');
  await mailbox.mailTo(customer.email, recovery('mail-ended-signed-in-subject'));
  await page.goto('/security/recovery');
  await expect(page.getByText(recovery('running-title'))).toHaveCount(0);
});
