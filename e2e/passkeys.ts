import type { Page } from '@playwright/test';
import { shownCodes } from './authenticator-app.ts';
import { expect } from './browse.ts';
import type { Words } from './words.ts';

export async function addPasskey(page: Page, { passkeys }: Words, name?: string): Promise<void> {
  await page.goto('/security/passkeys');
  if (name !== undefined) await page.locator('#new-passkey-name').fill(name);
  await page.getByRole('button', { name: passkeys('add'), exact: true }).click();
  await expect(page).toHaveURL(/done=added/);
}

/**
 * From here on the browser offers no passkeys in the field for the address: a virtual device that is always being touched would
 * answer such an offer at once, before any button is pressed.
 */
export async function offerNone(page: Page): Promise<void> {
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  });
}

/** Without the page's button: the session is forgotten, and the browser stands at the sign-in. */
export async function leaveForSignIn(page: Page): Promise<void> {
  await offerNone(page);
  await page.context().clearCookies({ name: 'session' });
  await page.goto('/sign-in');
}

/** From the page of passkeys. */
export async function makeCodes(page: Page, words: Words): Promise<string[]> {
  const { passkeys, twoFactor } = words;
  await page.getByRole('link', { name: passkeys('make-codes') }).click();
  await page.getByRole('button', { name: twoFactor('codes-renew') }).click();
  const codes = await shownCodes(page, words);
  await page.getByRole('button', { name: twoFactor('codes-saved-renewed') }).click();
  return codes;
}

/** From the page of passkeys to passkeys alone, with new backup codes; returns these. */
export async function leavePasswordBehind(page: Page, words: Words): Promise<string[]> {
  const { passkeys } = words;
  await expect(page.getByText(passkeys('only-way-back'))).toBeVisible();
  const codes = await makeCodes(page, words);
  await page.goto('/security/passkeys');
  await page.getByRole('button', { name: passkeys('only-on') }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: passkeys('only-on') })
    .click();
  await expect(page.getByText(passkeys('done-only-on'), { exact: true })).toBeVisible();
  return codes;
}

interface Signal {
  call: string;
  facts: { rpId: string; userId: string; name?: string; displayName?: string; allAcceptedCredentialIds?: string[] };
}

/** What the pages from here on tell password managers (WA §5.1.10), in order; the browser hears it too. */
export async function listenToSignals(page: Page): Promise<Signal[]> {
  const signals: Signal[] = [];
  await page.exposeFunction('noteSignal', (call: string, facts: Signal['facts']) => void signals.push({ call, facts }));
  await page.addInitScript(() => {
    const noteSignal = (window as unknown as { noteSignal(call: string, facts: unknown): void }).noteSignal;
    const calls = PublicKeyCredential as unknown as Record<string, (facts: unknown) => Promise<void>>;
    for (const call of ['signalAllAcceptedCredentials', 'signalCurrentUserDetails']) {
      const original = calls[call]?.bind(PublicKeyCredential);
      calls[call] = async (facts) => {
        noteSignal(call, facts);
        await original?.(facts);
      };
    }
  });
  return signals;
}
