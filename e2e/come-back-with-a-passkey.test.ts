import type { Page } from '@playwright/test';
import { turnOnTwoFactor } from './authenticator-app.ts';
import { enter, expect, type Person, signIn, signOut, test } from './browse.ts';
import { expectAccessible, expectNoSidewaysScrolling } from './check-page.ts';
import { codeIn, linkIn, type Mailbox } from './mailbox.ts';
import { addPasskey, leavePasswordBehind, makeCodes, offerNone } from './passkeys.ts';
import { plugIn } from './virtual-authenticator.ts';
import type { Words } from './words.ts';

test('My phone is lost, my laptop’s passkey is not: with it and the code from the mail I am back at once', async ({
  page,
  words,
  customer,
  product,
  mailbox,
  anotherBrowser,
}) => {
  const { recovery } = words;
  const device = await plugIn(page);
  await enter(page, words, customer);
  await turnOnTwoFactor(page, words, product);
  await addPasskey(page, words);
  await offerNone(page);
  await signOut(page, words);

  await page.goto('/recovery');
  await page.getByLabel(recovery('ask-email')).fill(customer.email);
  await page.getByRole('button', { name: recovery('ask-submit') }).click();
  const mail = await mailbox.mailTo(customer.email, recovery('mail-code-subject'));
  const code = /^[A-Z2-7]{5}-[A-Z2-7]{5}$/m.exec(mail.text)?.[0] ?? '';
  await page.getByLabel(recovery('proof-mailed-code'), { exact: true }).fill(code);
  await page.getByRole('button', { name: recovery('proof-mailed-code-submit') }).click();
  await page.getByText(recovery('proof-passkey-summary')).click();
  await expect(page.getByRole('button', { name: recovery('proof-passkey-submit') })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScrolling(page);
  await device.verifies(false);
  await page.getByRole('button', { name: recovery('proof-passkey-submit') }).click();
  await expect(page.locator('.passkey-error')).not.toBeEmpty();
  await device.verifies(true);
  await page.getByRole('button', { name: recovery('proof-passkey-submit') }).click();
  await expect(page.getByRole('heading', { name: recovery('done-title') })).toBeVisible();

  const other = await anotherBrowser();
  await signIn(other, words, customer);
  await other.waitForURL('/security');
});

test('Without script the page says why there is no button for a passkey', async ({
  words,
  customer,
  mailbox,
  anotherBrowser,
}) => {
  const { recovery } = words;
  const page = await anotherBrowser({ javaScriptEnabled: false });
  await page.goto('/recovery');
  await page.getByLabel(recovery('ask-email')).fill(customer.email);
  await page.getByRole('button', { name: recovery('ask-submit') }).click();
  await mailbox.mailTo(customer.email, recovery('mail-code-subject'));
  await page.getByText(recovery('proof-no-mail'), { exact: true }).click();
  await expect(page.locator('.passkey-no-script').first()).toBeVisible();
  await expect(page.getByRole('button', { name: recovery('proof-passkey-submit') })).toBeHidden();
});

test('Somebody in my session changed something: I take it back with my passkey alone', async ({
  page,
  words,
  customer,
  mailbox,
}) => {
  const { recovery, loginAlerts } = words;
  await plugIn(page);
  await enter(page, words, customer);
  await addPasskey(page, words);
  // A sign-in with it, since a change asks for the most that can be proven.
  await page.context().clearCookies({ name: 'session' });
  await offerNone(page);
  await page.goto('/sign-in');
  await page.getByRole('button', { name: words.signIn('passkey') }).click();
  await page.waitForURL('/security');
  await page.goto('/security/login-alerts');
  await page.getByRole('radio', { name: loginAlerts('mode-off'), exact: true }).check();
  await page.getByRole('button', { name: loginAlerts('mode-save') }).click();
  await expect(page.getByText(loginAlerts('saved-off'))).toBeVisible();

  const subject = loginAlerts('reduced-subject-off', { brand: 'Gatehouse' });
  await page.goto(linkIn(await mailbox.mailTo(customer.email, subject), '/objections/'));
  await page.getByRole('button', { name: recovery('objection-submit') }).click();
  await page.getByText(recovery('undo-passkey-summary'), { exact: true }).click();
  await expect(page.getByText(recovery('undo-passkey-hint'))).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScrolling(page);
  await page.getByRole('button', { name: recovery('undo-passkey'), exact: true }).click();
  await expect(page.getByRole('heading', { name: recovery('undone-title') })).toBeVisible();
});

/** Leaves the password behind and loses the device. */
async function loseTheOnlyPasskeys(page: Page, words: Words, customer: Person): Promise<string[]> {
  const device = await plugIn(page, { synced: true });
  await enter(page, words, customer);
  await addPasskey(page, words);
  const codes = await leavePasswordBehind(page, words);
  await device.remove();
  await offerNone(page);
  await page.context().clearCookies({ name: 'session' });
  return codes;
}

/** From a page that leads there. */
async function beginRecovery(
  page: Page,
  { recovery, signIn: t }: Words,
  customer: Person,
  mailbox: Mailbox,
): Promise<void> {
  await page.getByRole('link', { name: t('second-recovery') }).click();
  await expectAccessible(page);
  await expectNoSidewaysScrolling(page);
  await page.getByLabel(recovery('ask-email')).fill(customer.email);
  await page.getByRole('button', { name: recovery('ask-submit') }).click();
  const code = codeIn(await mailbox.mailTo(customer.email, recovery('mail-code-subject')));
  await page.getByLabel(recovery('proof-mailed-code'), { exact: true }).fill(code);
  await page.getByRole('button', { name: recovery('proof-mailed-code-submit') }).click();
}

test('Passkeys alone, and all are lost: the password and the reset open nothing, a backup code and a mailed code do', async ({
  page,
  words,
  customer,
  mailbox,
}) => {
  const { recovery, passwords, signIn: t } = words;
  const codes = await loseTheOnlyPasskeys(page, words, customer);
  expect(codes.length).toBeGreaterThanOrEqual(8);
  await signIn(page, words, customer);
  await expect(page.getByText(t('refused'))).toBeVisible();
  const mails = (await mailbox.mailsTo(customer.email)).length;
  await page.goto('/forgot-password');
  await page.getByLabel(passwords('forgot-email')).fill(customer.email);
  await page.getByRole('button', { name: passwords('forgot-submit') }).click();

  await page.goto('/sign-in');
  await beginRecovery(page, words, customer, mailbox);
  const since = (await mailbox.mailsTo(customer.email)).slice(0, -mails);
  expect(since.some(({ text }) => text.includes('/reset-password'))).toBe(false);
  await page.getByLabel(recovery('proof-backup-code'), { exact: true }).fill(codes[2] ?? '');
  await page.getByRole('button', { name: recovery('proof-backup-code-submit') }).click();
  await expect(page.getByRole('heading', { name: recovery('done-title') })).toBeVisible();
  await expectAccessible(page);
  await enter(page, words, customer);
  await page.goto('/security/passkeys');
  await expect(page.getByText(words.passkeys('none'))).toBeVisible();
});

test('Passkeys alone, and the codes are lost too: the old password, a mailed code and the wait bring me back', async ({
  page,
  words,
  customer,
  mailbox,
  product,
}) => {
  const { recovery, signIn: t } = words;
  await loseTheOnlyPasskeys(page, words, customer);
  await page.goto('/sign-in');
  await beginRecovery(page, words, customer, mailbox);
  await page.getByText(recovery('proof-password-summary')).click();
  await page.getByLabel(recovery('proof-password'), { exact: true }).fill(customer.password);
  await page.getByRole('button', { name: recovery('proof-password-submit') }).click();
  await expect(page.getByRole('heading', { name: recovery('waiting-title') })).toBeVisible();
  await expectAccessible(page);
  await signIn(page, words, customer);
  await expect(page.getByText(t('refused'))).toBeVisible();
  await product.passTime(31 * 24 * 3600);
  await mailbox.mailTo(customer.email, recovery('mail-completed-subject'));
  await enter(page, words, customer);
});

test('My passkey is asked for after the password and is lost: from that very page a backup code brings me back at once', async ({
  page,
  words,
  customer,
  mailbox,
}) => {
  const { recovery, passkeys, signIn: t } = words;
  const device = await plugIn(page);
  await enter(page, words, customer);
  await addPasskey(page, words);
  await page.getByRole('button', { name: passkeys('ask-on') }).click();
  await expect(page.getByText(passkeys('done-asked-on'), { exact: true })).toBeVisible();
  const codes = await makeCodes(page, words);
  await device.remove();
  await offerNone(page);
  await page.context().clearCookies({ name: 'session' });
  await signIn(page, words, customer);
  await expect(page.getByRole('heading', { name: t('second-passkey-title') })).toBeVisible();
  await page.getByText(t('second-trouble-other'), { exact: true }).click();
  await beginRecovery(page, words, customer, mailbox);
  await expect(page.getByText(recovery('proof-second'))).toBeVisible();
  await page.getByLabel(recovery('proof-backup-code'), { exact: true }).fill(codes[0] ?? '');
  await page.getByRole('button', { name: recovery('proof-backup-code-submit') }).click();
  await expect(page.getByRole('heading', { name: recovery('done-title') })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScrolling(page);
  await enter(page, words, customer);
  await page.goto('/security/passkeys');
  await expect(page.getByText(passkeys('none'))).toBeVisible();
});

test('Phone lost with its app and its passkey, and no codes: after the wait I am in and set up a new app', async ({
  page,
  words,
  customer,
  product,
  mailbox,
}) => {
  const { recovery, signIn: t } = words;
  const device = await plugIn(page);
  await enter(page, words, customer);
  await turnOnTwoFactor(page, words, product);
  await addPasskey(page, words);
  await device.remove();
  await offerNone(page);
  await page.context().clearCookies({ name: 'session' });
  await signIn(page, words, customer);
  await page.getByText(t('second-trouble'), { exact: true }).click();
  await beginRecovery(page, words, customer, mailbox);
  await page.getByText(recovery('proof-password-summary')).click();
  await page.getByLabel(recovery('proof-password'), { exact: true }).fill(customer.password);
  await page.getByRole('button', { name: recovery('proof-password-submit') }).click();
  await expect(page.getByRole('heading', { name: recovery('waiting-title') })).toBeVisible();
  await product.passTime(3 * 24 * 3600);
  await mailbox.mailTo(customer.email, recovery('mail-completed-subject'));
  await enter(page, words, customer);
  await turnOnTwoFactor(page, words, product);
});
