import { enter, expect, makeCustomer, newPerson, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';
import { linkIn } from './mailbox.ts';
import { shareOwnership } from './share-ownership.ts';

test('Somebody in my session throws the other owner out: she stops the account from her mail, I take it back', async ({
  page,
  words,
  lang,
  customer,
  product,
  mailbox,
  anotherBrowser,
}) => {
  const { recovery, usersAndRoles } = words;
  const second = newPerson();
  await makeCustomer({ product, mailbox, customer: second, lang, timeZone: 'Europe/Paris' });
  const other = await anotherBrowser({ address: '203.0.113.67' });
  await shareOwnership({ page, other, words, customer, second, product, mailbox });

  await page.goto('/account/users');
  await page.getByRole('main').locator(`tr:has-text("${second.email}")`).getByRole('link').click();
  const remove = page.getByRole('button', { name: usersAndRoles('remove', { name: second.name }) });
  await remove.click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: usersAndRoles('remove', { name: second.name }) })
    .click();
  await expect(page.getByText(usersAndRoles('done-removed'))).toBeVisible();
  const removed = await mailbox.mailTo(second.email, usersAndRoles('kind-member-removed'));
  const told = await mailbox.mailTo(customer.email, usersAndRoles('kind-member-removed'));

  // She is signed out, and an owner no more.
  const reader = await anotherBrowser({ address: '203.0.113.68' });
  await reader.goto(linkIn(removed, '/objections/'));
  await expect(reader.getByRole('heading', { name: recovery('objection-account-title') })).toBeVisible();
  await expect(reader.getByText(usersAndRoles('kind-member-removed'))).toBeVisible();
  await expect(reader.getByText(recovery('undo-account-not-owner'))).toBeVisible();
  await expectAccessible(reader);
  await reader.getByRole('button', { name: recovery('objection-account-submit') }).click();
  await expect(reader.getByRole('heading', { name: recovery('objected-account-title') })).toBeVisible();
  await expectAccessible(reader);

  // Nobody changes anything: the page says so, and until when.
  await page.goto('/account');
  await expect(page.getByText(usersAndRoles('stopped-title'))).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel(usersAndRoles('account-name')).fill('Renamed');
  await page.getByRole('button', { name: usersAndRoles('save') }).click();
  await expect(page.getByRole('heading', { name: usersAndRoles('stopped-title') })).toBeVisible();
  await expectAccessible(page);

  const mine = await anotherBrowser();
  await mine.goto(linkIn(told, '/objections/'));
  await expect(mine.getByRole('heading', { name: recovery('objected-account-title') })).toBeVisible();
  await expectAccessible(mine);
  await mine.getByLabel(recovery('undo-password'), { exact: true }).fill(customer.password);
  await mine.getByRole('button', { name: recovery('undo-submit') }).click();
  await expect(mine.getByText(recovery('undone-account-own-text'))).toBeVisible();
  await expectAccessible(mine);
  // It was done in my name: whoever sat in my session is out.
  await page.goto('/account');
  await expect(page.getByRole('heading', { name: words.signIn('welcome') })).toBeVisible();
  await enter(other, words, second);
  await other.goto('/account/switch');
  await other.getByRole('button', { name: usersAndRoles('switch-submit') }).click();
  await other.goto('/account/activity');
  await expect(other.getByRole('main').getByText(usersAndRoles('kind-change-undone')).last()).toBeVisible();
  await expect(other.getByRole('main').getByText(usersAndRoles('kind-changes-stopped')).last()).toBeVisible();
});
