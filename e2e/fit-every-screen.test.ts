import { giveBackupCode, scan, shownCodes } from './authenticator-app.ts';
import { enter, expect, signIn, signOut, test } from './browse.ts';
import { expectNoSidewaysScrolling } from './check-page.ts';
import { addPasskey } from './passkeys.ts';
import { plugIn } from './virtual-authenticator.ts';

const OPEN_PAGES = [
  '/sign-in',
  '/sign-up',
  '/forgot-password',
  '/guide',
  '/guide/strong-passwords',
  '/guide/two-factor',
  '/guide/passkeys',
  '/guide/login-history',
  '/guide/questions',
  '/guide/anti-phishing-code',
  '/check-mail',
  '/recovery',
  '/nothing-here',
];
const OWN_PAGES = [
  '/security',
  '/security/password',
  '/security/sessions',
  '/security/two-factor',
  '/security/passkeys',
  '/security/recovery',
  '/security/ip-restriction',
  '/security/login-alerts',
  '/security/login-history',
  '/security/anti-phishing-code',
  '/security/mail',
  '/account',
  '/account/users',
  '/account/invitations',
  '/account/roles',
  '/account/policy',
  '/account/policy/addresses',
  '/account/activity',
  '/account/switch',
  '/personal-information',
  '/step-up',
];
/** The narrowest phone; and a window of 1280 at 200 % zoom, which is one of 640 with twice the pixels (WCAG 1.4.4, 1.4.10). */
const WINDOWS = [
  { name: '320 pixels', width: 320, height: 640 },
  { name: '200 % zoom', width: 640, height: 450 },
];

for (const { name, width, height } of WINDOWS) {
  test(`At ${name} nothing has to be scrolled sideways, and the menu leads everywhere`, async ({
    page,
    words,
    customer,
  }) => {
    await page.setViewportSize({ width, height });
    const walk = async (paths: readonly string[]) => {
      for (const path of paths) {
        const answer = await page.goto(path);
        expect(`${path} ${answer?.status()}`).toBe(`${path} ${path === '/nothing-here' ? 404 : 200}`);
        await expectNoSidewaysScrolling(page);
      }
    };
    await walk(OPEN_PAGES);
    await plugIn(page);
    await enter(page, words, customer);
    // As long as a name may be, without a place to break it.
    await addPasskey(page, words, 'Wintergarten'.repeat(5).slice(0, 50));
    await page.locator('summary').filter({ hasText: 'Wintergarten' }).click();
    await expectNoSidewaysScrolling(page);
    await page.getByRole('button', { name: new RegExp(`^${words.passkeys('remove')}`) }).click();
    const dialog = page.getByRole('dialog').filter({ hasText: 'Wintergarten' });
    expect(await dialog.evaluate((box) => box.scrollWidth - box.clientWidth), 'dialog cut off').toBeLessThanOrEqual(0);
    await page.keyboard.press('Escape');
    await walk(OWN_PAGES);
    await page.goto('/security');
    await page.getByRole('button', { name: words.frame('menu') }).click();
    await page
      .getByRole('navigation', { name: words.frame('sections') })
      .getByRole('link', { name: words.loginHistory('title') })
      .click();
    await expect(page).toHaveURL('/security/login-history');
  });
}

for (const { name, width, height } of WINDOWS) {
  test(`At ${name} two-factor is turned on, proven and managed, and nothing is cut off`, async ({
    page,
    words,
    customer,
    product,
  }) => {
    const { sessions, twoFactor } = words;
    await page.setViewportSize({ width, height });
    await enter(page, words, customer);
    await page.goto('/security/two-factor');
    await page.getByRole('button', { name: twoFactor('start') }).click();
    await expectNoSidewaysScrolling(page);
    // As big as a camera wants it, and read by one.
    const phone = await scan(page, product);
    await page.getByLabel(twoFactor('enrol-code')).fill('000000');
    await page.getByRole('button', { name: twoFactor('enrol-confirm') }).click();
    await expect(page.getByRole('alert').first()).toBeVisible();
    await expectNoSidewaysScrolling(page);
    await page.getByLabel(twoFactor('enrol-code')).fill(await phone.code());
    await page.getByRole('button', { name: twoFactor('enrol-confirm') }).click();
    const codes = page.getByRole('list', { name: twoFactor('codes-title') });
    await expectNoSidewaysScrolling(page);
    expect(await codes.evaluate((list) => list.scrollWidth - list.clientWidth), 'codes cut off').toBeLessThanOrEqual(0);
    const [backupCode = ''] = await shownCodes(page, words);
    await page.getByRole('button', { name: twoFactor('codes-saved-first') }).click();
    await page.locator('summary').first().click();
    await expectNoSidewaysScrolling(page);
    await product.passTime(11 * 60);
    await page.goto('/security/two-factor');
    await page.getByRole('button', { name: twoFactor('codes-renew') }).click();
    const dialog = page.getByRole('dialog', { name: sessions('step-up-title') });
    await dialog.getByText(sessions('step-up-backup'), { exact: true }).click();
    expect(await dialog.evaluate((box) => box.scrollWidth - box.clientWidth), 'dialog cut off').toBeLessThanOrEqual(0);
    await dialog.getByRole('button', { name: sessions('step-up-dialog-cancel') }).click();
    await signOut(page, words);
    await signIn(page, words, customer);
    await page.waitForURL(/second-factor/);
    await expectNoSidewaysScrolling(page);
    await giveBackupCode(page, words, backupCode);
    await page.waitForURL('/security');
  });
}
