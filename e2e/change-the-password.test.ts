import { enter, expect, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';

const NEW_PASSWORD = 'lanterne ricochet banquise 41';

test('I paste a new password, look at it, and it takes the place of the old one', async ({
  page,
  words,
  customer,
  mailbox,
  anotherBrowser,
}) => {
  const { passwords } = words;
  const other = await anotherBrowser();
  await enter(other, words, customer);
  await enter(page, words, customer);
  await page.goto('/security/password');
  await expectAccessible(page);

  await page.getByLabel(passwords('change-current'), { exact: true }).fill(customer.password);
  const field = page.getByLabel(passwords('new-password'), { exact: true });
  await field.focus();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((text) => navigator.clipboard.writeText(text), NEW_PASSWORD);
  await page.keyboard.press('ControlOrMeta+V');
  await expect(field).toHaveValue(NEW_PASSWORD);
  await expect(field).toHaveAttribute('type', 'password');
  const shown = page.getByRole('button', { name: passwords('show') }).nth(1);
  await shown.click();
  await expect(field).toHaveAttribute('type', 'text');
  await page.getByRole('button', { name: passwords('hide') }).click();
  await expect(field).toHaveAttribute('type', 'password');

  await page.getByRole('button', { name: passwords('change-submit') }).click();
  await expect(page.getByText(passwords('changed-title'))).toBeVisible();
  await expectAccessible(page);
  const mail = await mailbox.mailTo(customer.email, passwords('mail-changed-subject'));
  expect(mail.html).toContain(passwords('mail-changed-by-change', { brand: 'Gatehouse' }));

  await other.goto('/security');
  await expect(other.getByRole('heading', { name: words.signIn('welcome') })).toBeVisible();
  await enter(other, words, { ...customer, password: NEW_PASSWORD });
});

test('While I type, the meter says how strong the password is', async ({ page, words, customer }) => {
  const { passwords } = words;
  await enter(page, words, customer);
  await page.goto('/security/password');
  const field = page.getByLabel(passwords('new-password'), { exact: true });
  await field.pressSequentially('aaaaaaaa', { delay: 5 });
  await expect(page.getByText(`${passwords('meter')}: ${passwords('level-0')}`)).toBeVisible();
  await expectAccessible(page);
  await field.fill(NEW_PASSWORD);
  await expect(page.getByText(`${passwords('meter')}: ${passwords('level-4')}`)).toBeVisible();
});

test('A weak password is refused at its field, and a wrong present one too; nothing changes', async ({
  page,
  words,
  customer,
}) => {
  const { passwords } = words;
  await enter(page, words, customer);
  await page.goto('/security/password');
  const current = page.getByLabel(passwords('change-current'), { exact: true });
  const field = page.getByLabel(passwords('new-password'), { exact: true });
  const send = page.getByRole('button', { name: passwords('change-submit') });
  await current.fill(customer.password);
  await field.fill('passwordpassword');
  await send.click();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toBeFocused();
  await expect(page.getByRole('alert')).toHaveCount(1);
  await expect(page).toHaveTitle(new RegExp(passwords('change-title')));
  await expectAccessible(page);

  await current.fill('this is not my password');
  await field.fill(NEW_PASSWORD);
  await send.click();
  await expect(current).toHaveAccessibleDescription(new RegExp(passwords('wrong-current').slice(0, 15)));

  await page
    .getByRole('button', { name: words.frame('sign-out') })
    .first()
    .click();
  await expect(page.getByText(words.signIn('signed-out'))).toBeVisible();
  await enter(page, words, customer);
});
