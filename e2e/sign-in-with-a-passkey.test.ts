import type { Page } from '@playwright/test';
import { enter, expect, signIn, test } from './browse.ts';
import { expectAccessible, expectNoSidewaysScrolling } from './check-page.ts';
import { addPasskey, leaveForSignIn, leavePasswordBehind, listenToSignals } from './passkeys.ts';
import { plugIn } from './virtual-authenticator.ts';
import type { Words } from './words.ts';

const ELEVEN_MINUTES = 11 * 60;

/** Two-factor stays as it is: the offer is not taken. */
async function customerWithPasskey(page: Page, words: Words, customer: { email: string; password: string }) {
  const device = await plugIn(page);
  await enter(page, words, customer);
  await addPasskey(page, words);
  return device;
}

test('I add a passkey, see it in the list, and sign in with one press from then on', async ({
  page,
  words,
  customer,
}) => {
  const { passkeys, signIn: t } = words;
  await plugIn(page, { synced: true });
  await enter(page, words, customer);
  await expect(page.getByText(words.overview('passkey-offer-title'))).toBeVisible();
  await page.goto('/security/passkeys');
  await expect(page.getByText(passkeys('none'))).toBeVisible();
  await expectAccessible(page);
  await addPasskey(page, words, 'My laptop');
  await expect(page.getByRole('listitem').filter({ hasText: 'My laptop' })).toContainText(passkeys('kind-synced'));
  await expectAccessible(page);
  await expectNoSidewaysScrolling(page);

  await leaveForSignIn(page);
  await expectAccessible(page);
  await page.getByRole('button', { name: t('passkey') }).click();
  await page.waitForURL('/security');
  await page.goto('/security/sessions');
  await expect(page.getByText(words.sessions('this'))).toBeVisible();
});

test('I sign in by choosing the passkey in the field for the address, without typing it', async ({
  page,
  words,
  customer,
}) => {
  const device = await customerWithPasskey(page, words, customer);
  await device.present(false);
  await page.context().clearCookies({ name: 'session' });
  await page.goto('/sign-in');
  await expect(page.getByLabel(words.signIn('email'))).toHaveAttribute('autocomplete', 'username webauthn');
  await device.present(true);
  // The key is there at once, so the page may be left before all of it has arrived.
  await page.reload({ waitUntil: 'commit' });
  await page.waitForURL('/security');
});

test('After my password I am asked for my passkey, and without it nobody gets in', async ({
  page,
  words,
  customer,
  anotherBrowser,
}) => {
  const { passkeys, signIn: t } = words;
  await customerWithPasskey(page, words, customer);
  await page.getByRole('button', { name: passkeys('ask-on') }).click();
  await expect(page.getByText(passkeys('done-asked-on'), { exact: true })).toBeVisible();

  await leaveForSignIn(page);
  await signIn(page, words, customer);
  await expect(page.getByRole('heading', { name: t('second-passkey-title') })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: t('second-passkey') }).click();
  await page.waitForURL('/security');

  const thief = await anotherBrowser();
  await plugIn(thief);
  await signIn(thief, words, customer);
  await thief.getByRole('button', { name: t('second-passkey') }).click();
  await expect(thief.getByText(words.frame('passkey-cancelled'))).toBeVisible();
  await thief.goto('/security');
  await expect(thief).toHaveURL(/\/sign-in/);
});

test('A key that does not check who I am is good after my password, and for nothing alone', async ({
  page,
  words,
  customer,
}) => {
  const { passkeys, signIn: t } = words;
  await plugIn(page, { verifies: false });
  await enter(page, words, customer);
  await addPasskey(page, words, 'Old key');
  await expect(page.getByRole('listitem').filter({ hasText: 'Old key' })).toContainText(passkeys('needs-password'));
  await page.getByRole('button', { name: passkeys('ask-on') }).click();
  await expect(page.getByText(passkeys('done-asked-on'), { exact: true })).toBeVisible();

  await leaveForSignIn(page);
  await signIn(page, words, customer);
  await page.getByRole('button', { name: t('second-passkey') }).click();
  await page.waitForURL('/security');
});

test('My device says that it has one already, and a second one on a key works too', async ({
  page,
  words,
  customer,
}) => {
  const { passkeys, signIn: t } = words;
  const device = await customerWithPasskey(page, words, customer);
  await page.getByRole('button', { name: passkeys('add'), exact: true }).click();
  await expect(page.getByText(words.frame('passkey-already'))).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: words.frame('passkey-already') })).toHaveCount(0);
  await device.remove();
  await plugIn(page, { transport: 'usb' });
  await addPasskey(page, words, 'Key in the safe');
  await leaveForSignIn(page);
  await page.getByRole('button', { name: t('passkey') }).click();
  await page.waitForURL('/security');
});

test('I rename a passkey and remove it; my device forgets it, and it opens nothing any more', async ({
  page,
  words,
  customer,
}) => {
  const { passkeys } = words;
  const device = await customerWithPasskey(page, words, customer);
  const signals = await listenToSignals(page);
  await page.reload();
  const open = async () => page.locator('summary').filter({ hasText: /[“«]/ }).first().click();
  await open();
  await page
    .getByRole('textbox', { name: passkeys('name'), exact: true })
    .first()
    .fill('The blue one');
  await page.getByRole('button', { name: new RegExp(`^${passkeys('rename')}`) }).click();
  await expect(page.getByText(passkeys('done-renamed'), { exact: true })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'The blue one' }).first()).toBeVisible();

  const [credential] = await device.credentials();
  const id = Buffer.from(credential?.credentialId ?? '', 'base64').toString('base64url');
  const lastOf = (call: string) => signals.findLast((signal) => signal.call === call)?.facts;
  const who = { rpId: 'localhost', userId: expect.stringMatching(/^[\w-]{86}$/) };
  const details = { ...who, name: customer.email, displayName: customer.name };
  await expect.poll(() => lastOf('signalCurrentUserDetails')).toEqual(details);
  expect(lastOf('signalAllAcceptedCredentials')).toEqual({ ...who, allAcceptedCredentialIds: [id] });
  signals.length = 0;
  await open();
  await page.getByRole('button', { name: new RegExp(`^${passkeys('remove')}`) }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: passkeys('remove') })
    .click();
  await expect(page.getByText(passkeys('done-removed'), { exact: true })).toBeVisible();
  await expect.poll(async () => (await device.credentials()).length).toBe(0);
  expect(lastOf('signalAllAcceptedCredentials')).toEqual({ ...who, allAcceptedCredentialIds: [] });
  expect(lastOf('signalCurrentUserDetails')).toEqual(details);
});

test('I confirm with my passkey in place, eleven minutes later', async ({ page, words, customer, product }) => {
  const { passkeys, sessions } = words;
  const device = await customerWithPasskey(page, words, customer);
  await page.goto('/security/passkeys');
  await product.passTime(ELEVEN_MINUTES);
  await page.reload();
  await page.getByRole('button', { name: passkeys('ask-on') }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: sessions('step-up-title') })).toBeVisible();
  await expectAccessible(page);
  await device.verifies(true);
  await dialog.getByRole('button', { name: sessions('step-up-passkey') }).click();
  await expect(page.getByText(passkeys('done-asked-on'), { exact: true })).toBeVisible();
});

test('I leave the password behind: passkeys alone, and the password is refused from then on', async ({
  page,
  words,
  customer,
  anotherBrowser,
}) => {
  const { signIn: t } = words;
  await plugIn(page, { synced: true });
  await enter(page, words, customer);
  await addPasskey(page, words);
  await leavePasswordBehind(page, words);
  await expectAccessible(page);

  const other = await anotherBrowser();
  await signIn(other, words, customer);
  await expect(other.getByText(t('refused'))).toBeVisible();
  await leaveForSignIn(page);
  await page.getByRole('button', { name: t('passkey') }).click();
  await page.waitForURL('/security');
});

test('A removed passkey is refused in words that help, and the device forgets it', async ({
  page,
  words,
  customer,
}) => {
  const { signIn: t } = words;
  const device = await customerWithPasskey(page, words, customer);
  const before = await device.credentials();
  const answer = await page.request.get('/security/passkeys', { headers: { accept: 'application/json' } });
  const { id } = (await answer.json()).passkeys[0];
  const removed = await page.request.post(`/security/passkeys/${id}/remove`, {
    data: {},
    headers: { accept: 'application/json', origin: new URL(page.url()).origin },
  });
  expect(removed.ok()).toBe(true);
  await leaveForSignIn(page);
  await page.getByRole('button', { name: t('passkey') }).click();
  await expect(page.getByText(t('passkey-not-accepted'))).toBeVisible();
  await expectAccessible(page);
  await expect.poll(async () => (await device.credentials()).length).toBe(before.length - 1);
});

test('Without JavaScript the page says why there is no passkey, and the password works', async ({
  words,
  customer,
  anotherBrowser,
}) => {
  const page = await anotherBrowser({ javaScriptEnabled: false });
  await page.goto('/sign-in');
  await expect(page.getByText(words.frame('passkey-no-script'))).toBeVisible();
  await expect(page.getByRole('button', { name: words.signIn('passkey') })).toHaveCount(0);
  await enter(page, words, customer);
});
