import { enter, expect, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';
import { wordsIn } from './words.ts';

test('I see where my alerts go, change my name and time zone, and times follow', async ({ page, words, customer }) => {
  const { registration } = words;
  await enter(page, words, customer);
  await page.goto('/personal-information');
  await expect(page.getByRole('main').getByText(customer.email)).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel(registration('name')).fill('Camille Durand-Lefèvre');
  await page.getByLabel(registration('time-zone'), { exact: true }).selectOption('Pacific/Auckland');
  await page.getByRole('button', { name: registration('save') }).click();
  await expect(page.getByText(registration('saved'), { exact: true })).toBeVisible();
  await expect(page.getByLabel(registration('name'))).toHaveValue('Camille Durand-Lefèvre');
  await page.goto('/security/sessions');
  const instant = page.getByRole('main').locator('time').first();
  const shown = await instant.innerText();
  const inAuckland = new Date((await instant.getAttribute('datetime')) ?? '').toLocaleString('en-GB', {
    timeZone: 'Pacific/Auckland',
    hour: '2-digit',
    minute: '2-digit',
  });
  expect(shown).toContain(inAuckland);
  await page.goto('/security');
  await expect(page.getByRole('heading', { name: 'Camille Durand-Lefèvre' })).toBeVisible();
});

test('I switch the language in my settings, and pages and mails follow', async ({
  page,
  words,
  lang,
  customer,
  mailbox,
}) => {
  const other = lang === 'en' ? 'fr' : 'en';
  const then = wordsIn(other);
  await enter(page, words, customer);
  await page.goto('/personal-information');
  await page.getByRole('combobox', { name: words.registration('language'), exact: true }).selectOption(other);
  await page.getByRole('button', { name: words.registration('save') }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', other);
  await expect(page.getByText(then.registration('saved'), { exact: true })).toBeVisible();
  await expectAccessible(page);

  await page.goto('/security/password');
  const { passwords } = then;
  await page.getByLabel(passwords('change-current'), { exact: true }).fill(customer.password);
  await page.getByLabel(passwords('new-password'), { exact: true }).fill('lanterne ricochet banquise 41');
  await page.getByRole('button', { name: passwords('change-submit') }).click();
  await expect(page.getByText(passwords('changed-title'))).toBeVisible();
  await mailbox.mailTo(customer.email, passwords('mail-changed-subject'));
});

test('Before I sign in I switch language and appearance at the foot of the page', async ({ page, lang }) => {
  const other = lang === 'en' ? 'fr' : 'en';
  await page.goto('/sign-in');
  await page.getByRole('button', { name: other === 'fr' ? 'Français' : 'English' }).click();
  await expect(page.getByRole('heading', { name: wordsIn(other).signIn('welcome') })).toBeVisible();
  await page.getByRole('button', { name: wordsIn(other).frame('theme-dark') }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.goto('/sign-up');
  await expect(page.locator('html')).toHaveAttribute('lang', other);
  await expect(page.getByRole('heading', { name: wordsIn(other).registration('sign-up-title') })).toBeVisible();
});
