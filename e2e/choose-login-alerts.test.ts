import { enter, expect, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';

test('I want alerts for new devices only, then none, then every one again', async ({
  page,
  words,
  customer,
  mailbox,
}) => {
  const { loginAlerts } = words;
  await enter(page, words, customer);
  await page.goto('/security/login-alerts');
  await expect(page.getByRole('radio', { name: loginAlerts('mode-every'), exact: true })).toBeChecked();
  await expect(page.getByRole('main').getByText(customer.email)).toBeVisible();
  await expectAccessible(page);
  for (const mode of ['new-devices', 'off', 'every'] as const) {
    await page.getByRole('radio', { name: loginAlerts(`mode-${mode}`), exact: true }).check();
    await page.getByRole('button', { name: loginAlerts('mode-save') }).click();
    await expect(page.getByText(loginAlerts(`saved-${mode}`))).toBeVisible();
    if (mode === 'off') await expectAccessible(page);
  }
  // Whoever switches them off for a thief cannot do it unnoticed.
  await mailbox.mailTo(customer.email, loginAlerts('reduced-subject-off', { brand: 'Gatehouse' }));
});

test('From a browser I know, a sign-in brings no mail when I asked for new devices only', async ({
  page,
  words,
  customer,
  mailbox,
  anotherBrowser,
}) => {
  const { loginAlerts } = words;
  const alerts = async () =>
    (await mailbox.mailsTo(customer.email)).filter(({ text }) => text.includes('/not-me/')).length;
  await enter(page, words, customer);
  await mailbox.mailTo(customer.email, '/not-me/');
  await page.goto('/security/login-alerts');
  await page.getByRole('radio', { name: loginAlerts('mode-new-devices'), exact: true }).check();
  await page.getByRole('button', { name: loginAlerts('mode-save') }).click();
  await expect(page.getByText(loginAlerts('saved-new-devices'))).toBeVisible();
  await page
    .getByRole('button', { name: words.frame('sign-out') })
    .first()
    .click();
  await expect(page.getByText(words.signIn('signed-out'))).toBeVisible();
  await enter(page, words, customer);

  // The new device's mail comes after whatever the known one would have caused.
  const unknown = await anotherBrowser();
  await enter(unknown, words, customer);
  await expect.poll(alerts).toBe(2);
});
