import type { Locator, Page } from '@playwright/test';
import { expect, test } from './browse.ts';
import { linkIn } from './mailbox.ts';

test('I sign up, confirm and sign in with the keyboard alone', async ({ page, words, person, mailbox }) => {
  const { registration, signIn, frame } = words;
  await page.goto('/sign-up');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: frame('skip') })).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByLabel(registration('email')));
  await page.keyboard.type(person.email);
  await tabTo(page, page.getByLabel(registration('password'), { exact: true }));
  await page.keyboard.type(person.password);
  await page.keyboard.press('Enter');
  await expect(page.getByText(registration('sent-text', { email: person.email }))).toBeVisible();

  await page.goto(linkIn(await mailbox.mailTo(person.email, '/verify-address'), '/verify-address'));
  await tabTo(page, page.getByRole('button', { name: registration('verify-submit') }));
  await page.keyboard.press('Space');
  await expect(page.getByText(signIn('verified'))).toBeVisible();

  await tabTo(page, page.getByLabel(signIn('email')));
  await page.keyboard.type(person.email);
  await tabTo(page, page.getByLabel(signIn('password'), { exact: true }));
  await page.keyboard.type(person.password);
  await tabTo(page, page.getByRole('checkbox', { name: signIn('keep') }));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('button', { name: signIn('submit'), exact: true }));
  await page.keyboard.press('Enter');
  await page.waitForURL('/security');

  await tabTo(page, page.getByRole('main').getByRole('link', { name: words.overview('sessions'), exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByText(words.sessions('kept'), { exact: true })).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: words.sessions('end-all') }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('button', { name: frame('cancel') })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

/** Presses Tab until the thing has the focus, and sees that the focus is visible there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const hasFocus = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 80 && !(await hasFocus()); presses++) await page.keyboard.press('Tab');
  await expect(target).toBeFocused();
  // A row's ring is around the whole row, which the link covers with its ::after.
  const ring = await target.evaluate((element) =>
    [getComputedStyle(element), getComputedStyle(element, '::after')].some(
      ({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
    ),
  );
  expect(ring, `a visible focus ring around ${target}`).toBe(true);
}
