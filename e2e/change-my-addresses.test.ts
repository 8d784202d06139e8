import { enter, expect, newPerson, test } from './browse.ts';
import { expectAccessible, expectNoSidewaysScrolling } from './check-page.ts';
import { codeIn, linkIn } from './mailbox.ts';

test('I add a second address for security mail, and the next alert arrives there too', async ({
  page,
  words,
  customer,
  mailbox,
  anotherBrowser,
}) => {
  const { registration } = words;
  const { email: second } = newPerson();
  await enter(page, words, customer);
  await page.goto('/personal-information');
  await page.getByText(registration('address-add'), { exact: true }).click();
  const card = page.locator('#another-address');
  await card.getByLabel(registration('address-new'), { exact: true }).fill('no address');
  await card.getByRole('button', { name: registration('email-submit') }).click();
  await expect(page.getByText(registration('email-invalid'))).toBeVisible();
  await expectAccessible(page);
  await card.getByLabel(registration('address-new'), { exact: true }).fill(second);
  await card.getByRole('button', { name: registration('email-submit') }).click();
  await expect(page.getByText(registration('address-code-text', { address: second }))).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScrolling(page);

  await card.getByLabel(registration('code'), { exact: true }).fill('AAAAA-AAAAA');
  await card.getByRole('button', { name: registration('address-code-submit') }).click();
  await expect(page.getByText(registration('code-wrong'))).toBeVisible();
  const subject = registration('code-mail-subject', { brand: 'Gatehouse' });
  const code = codeIn(await mailbox.mailTo(second, subject));
  await card.getByLabel(registration('code'), { exact: true }).fill(code.toLowerCase().replace('-', ' '));
  await card.getByRole('button', { name: registration('address-code-submit') }).click();
  await expect(page.getByText(registration('address-added'))).toBeVisible();
  await expect(page.getByRole('main').getByText(second, { exact: true })).toBeVisible();
  await mailbox.mailTo(customer.email, registration('added-mail-title'));

  await enter(await anotherBrowser(), words, customer);
  await mailbox.mailTo(second, '/not-me/');

  await page.getByRole('button', { name: registration('address-remove-label', { address: second }) }).click();
  await expect(page.getByText(registration('address-remove-title'))).toBeVisible();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: registration('address-remove') })
    .click();
  await expect(page.getByText(registration('address-leaving-text'))).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScrolling(page);
});

test('I change my sign-in address and sign in with the new one; from the old mailbox I take it back', async ({
  page,
  words,
  customer,
  mailbox,
  anotherBrowser,
}) => {
  const { registration } = words;
  const { email } = newPerson();
  const other = await anotherBrowser();
  await enter(other, words, customer);
  await enter(page, words, customer);
  await page.goto('/personal-information');
  await page.getByText(registration('email-change'), { exact: true }).click();
  const card = page.locator('#sign-in-address');
  await card.getByLabel(registration('email-new')).fill(email);
  await card.getByRole('button', { name: registration('email-submit') }).click();
  await expect(page.getByText(registration('email-code-text', { address: email }))).toBeVisible();
  const code = codeIn(await mailbox.mailTo(email, registration('code-mail-subject', { brand: 'Gatehouse' })));
  await card.getByLabel(registration('code'), { exact: true }).fill(code);
  await card.getByRole('button', { name: registration('email-code-submit') }).click();
  await expect(page.getByText(registration('email-changed-text', { email }))).toBeVisible();
  await expectAccessible(page);

  await other.goto('/security');
  await expect(other).toHaveURL(/\/sign-in/);
  await enter(other, words, { ...customer, email });

  const told = await mailbox.mailTo(customer.email, '/objections/');
  const owner = await anotherBrowser();
  await owner.goto(linkIn(told, '/objections/'));
  const { recovery } = words;
  await owner.getByRole('button', { name: recovery('objection-submit') }).click();
  await owner.getByLabel(recovery('undo-password'), { exact: true }).fill(customer.password);
  await owner.getByRole('button', { name: recovery('undo-submit') }).click();
  await expect(owner.getByRole('heading', { name: recovery('undone-title') })).toBeVisible();
  await enter(owner, words, customer);
});

test('Without JavaScript I add an address and change the one I sign in with', async ({
  words,
  customer,
  mailbox,
  anotherBrowser,
}) => {
  const { registration } = words;
  const page = await anotherBrowser({ javaScriptEnabled: false });
  await enter(page, words, customer);
  await page.goto('/personal-information');
  for (const [id, open, field, submit, done] of [
    ['#another-address', 'address-add', 'address-new', 'address-code-submit', 'address-added'],
    ['#sign-in-address', 'email-change', 'email-new', 'email-code-submit', 'email-changed-title'],
  ] as const) {
    const { email } = newPerson();
    const card = page.locator(id);
    await card.getByText(registration(open), { exact: true }).click();
    await card.getByLabel(registration(field), { exact: true }).fill(email);
    await card.getByRole('button', { name: registration('email-submit') }).click();
    const code = codeIn(await mailbox.mailTo(email, registration('code-mail-subject', { brand: 'Gatehouse' })));
    await card.getByLabel(registration('code'), { exact: true }).fill(code);
    await card.getByRole('button', { name: registration(submit) }).click();
    await expect(page.getByText(registration(done))).toBeVisible();
  }
});
