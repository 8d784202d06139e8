import { enter, expect, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';
import { linkIn } from './mailbox.ts';

test('I sign up, open the mail in the built-in mailbox, confirm my address and sign in', async ({
  page,
  words,
  person,
  mailbox,
}) => {
  const { registration, officialMail } = words;
  await page.goto('/sign-in');
  await page.getByRole('link', { name: words.signIn('sign-up') }).click();
  await expect(page.getByRole('heading', { name: registration('sign-up-title') })).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel(registration('email')).fill(person.email);
  await page.getByLabel(registration('name')).fill(person.name);
  await page.getByLabel(registration('password'), { exact: true }).fill(person.password);
  await page.getByRole('button', { name: registration('sign-up-submit') }).click();
  await expect(page.getByText(registration('sent-text', { email: person.email }))).toBeVisible();
  await expectAccessible(page);

  await mailbox.mailTo(person.email, '/verify-address');
  await page.getByRole('link', { name: registration('mailbox') }).click();
  await expectAccessible(page);
  await page.getByRole('row', { name: person.email }).getByRole('link').click();
  await expect(page.getByText(officialMail('mailbox-text-part'))).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: '/verify-address?token=' }).click();
  await expect(page.getByText(registration('verify-text', { email: person.email }))).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: registration('verify-submit') }).click();
  await expect(page.getByText(words.signIn('verified'))).toBeVisible();
  await expectAccessible(page);

  await enter(page, words, person);
  await expect(page.getByRole('heading', { name: words.overview('hello', { name: person.name }) })).toBeVisible();
  await expectAccessible(page);
});

test('I confirm in another browser, with the password I chose, and nobody without it can', async ({
  page,
  words,
  person,
  mailbox,
  anotherBrowser,
}) => {
  const { registration } = words;
  await page.goto('/sign-up');
  await page.getByLabel(registration('email')).fill(person.email);
  await page.getByLabel(registration('password'), { exact: true }).fill(person.password);
  await page.getByRole('button', { name: registration('sign-up-submit') }).click();
  await expect(page.getByText(registration('sent-text', { email: person.email }))).toBeVisible();

  const link = linkIn(await mailbox.mailTo(person.email, '/verify-address'), '/verify-address');
  const elsewhere = await anotherBrowser();
  await elsewhere.goto(link);
  const password = elsewhere.getByLabel(registration('password'), { exact: true });
  const confirm = elsewhere.getByRole('button', { name: registration('verify-submit') });
  await password.fill('this is some other password');
  await confirm.click();
  await expect(elsewhere.getByText(registration('verify-wrong'))).toBeVisible();
  await expectAccessible(elsewhere);
  await password.fill(person.password);
  await confirm.click();
  await expect(elsewhere.getByText(words.signIn('verified'))).toBeVisible();

  await elsewhere.goto(link);
  await expect(elsewhere.getByRole('heading', { name: words.problems('link-spent-title') })).toBeVisible();
  await expectAccessible(elsewhere);
});

test('What is wrong with my sign-up is said at each field, and what I typed stays', async ({ page, words }) => {
  const { registration } = words;
  await page.goto('/sign-up');
  await page.getByLabel(registration('email')).fill('camille at example');
  await page.getByLabel(registration('name')).fill('Camille');
  await page.getByLabel(registration('password'), { exact: true }).fill('passwordpassword');
  await page.getByRole('button', { name: registration('sign-up-submit') }).click();
  const email = page.getByLabel(registration('email'));
  await expect(email).toHaveAccessibleDescription(new RegExp(registration('email-invalid').slice(0, 20)));
  await expect(email).toHaveValue('camille at example');
  await expect(page.getByLabel(registration('name'))).toHaveValue('Camille');
  await expect(page.getByLabel(registration('password'), { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
});
