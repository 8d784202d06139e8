import { enter, expect, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';
import { addPasskey, leaveForSignIn } from './passkeys.ts';
import { plugIn } from './virtual-authenticator.ts';

const WAYS_TO_FAIL = [
  ['NotAllowedError', 'passkey-cancelled'],
  ['AbortError', 'passkey-cancelled'],
  ['SecurityError', 'passkey-wrong-place'],
  ['NotSupportedError', 'passkey-no-device'],
  ['ConstraintError', 'passkey-no-device'],
  ['UnknownError', 'passkey-failed'],
] as const;

test('Whatever goes wrong while I add a passkey is said in words, and I can try again', async ({
  page,
  words,
  customer,
}) => {
  const { passkeys, frame } = words;
  await plugIn(page);
  await enter(page, words, customer);
  await page.goto('/security/passkeys');
  const add = page.getByRole('button', { name: passkeys('add'), exact: true });
  for (const [name, said] of WAYS_TO_FAIL) {
    await page.evaluate((failure) => {
      navigator.credentials.create = () => Promise.reject(new DOMException('', failure));
    }, name);
    await add.click();
    await expect(page.getByRole('alert').filter({ hasText: frame(said) })).toBeVisible();
  }
  await page.evaluate(() => {
    const begun = performance.now();
    navigator.credentials.create = () => {
      performance.now = () => begun + 6 * 60_000;
      return Promise.reject(new DOMException('', 'NotAllowedError'));
    };
  });
  await add.click();
  await expect(page.getByRole('alert').filter({ hasText: frame('passkey-timed-out') })).toBeVisible();
  await expectAccessible(page);
  await addPasskey(page, words);
});

test('While my device waits for me, the page says what to do', async ({ page, words, customer }) => {
  const device = await plugIn(page);
  await device.present(false);
  await enter(page, words, customer);
  await page.goto('/security/passkeys');
  await page.getByRole('button', { name: words.passkeys('add'), exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: words.frame('passkey-device') })).toBeVisible();
  // Going away and coming back begins anew.
  await device.present(true);
  await addPasskey(page, words);
});

test('An answer that was changed on the way signs nobody in', async ({ page, words, customer }) => {
  await plugIn(page);
  await enter(page, words, customer);
  await addPasskey(page, words);
  await leaveForSignIn(page);
  await page.evaluate(() => {
    const ask = navigator.credentials.get.bind(navigator.credentials);
    navigator.credentials.get = async (options) => {
      const given = (await ask(options)) as PublicKeyCredential;
      const signature = new Uint8Array((given.response as AuthenticatorAssertionResponse).signature);
      signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
      return given;
    };
  });
  await page.getByRole('button', { name: words.signIn('passkey') }).click();
  await expect(page.getByText(words.signIn('passkey-not-accepted'))).toBeVisible();
  await page.goto('/security');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('My key was copied: I get in, and hear of it by mail and in the history', async ({
  page,
  words,
  customer,
  mailbox,
}) => {
  const { passkeys, loginHistory } = words;
  const device = await plugIn(page);
  await enter(page, words, customer);
  await addPasskey(page, words);
  for (const isCopy of [false, false, true]) {
    if (isCopy) await device.restoreCopy();
    await leaveForSignIn(page);
    await page.getByRole('button', { name: words.signIn('passkey') }).click();
    await page.waitForURL('/security');
  }
  await mailbox.mailTo(customer.email, passkeys('mail-copied-subject'));
  await page.goto('/security/login-history');
  await expect(page.getByText(loginHistory('kind-passkey-counter')).first()).toBeVisible();
});

test('My passkey is no longer synced: after the next sign-in the page says so and what to do', async ({
  page,
  words,
  customer,
}) => {
  const { passkeys } = words;
  const device = await plugIn(page, { synced: true });
  await enter(page, words, customer);
  await addPasskey(page, words);
  await expect(page.getByText(passkeys('backup-lost'))).toHaveCount(0);
  const [credential] = await device.credentials();
  await device.set({ credentialId: credential?.credentialId ?? '', backupState: false });
  await leaveForSignIn(page);
  await page.getByRole('button', { name: words.signIn('passkey') }).click();
  await page.waitForURL('/security');
  await page.goto('/security/passkeys');
  await expect(page.getByText(passkeys('backup-lost'))).toBeVisible();
  await expect(page.getByText(passkeys('kind-not-yet-synced'))).toBeVisible();
  await expectAccessible(page);
});
