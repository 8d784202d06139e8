import { enter, expect, test } from './browse.ts';
import { expectAccessible, expectNoSidewaysScrolling } from './check-page.ts';

const PAGE = '/security/anti-phishing-code';

test('I take the proposed code, see it in the next mail, change it, and see the old one, then the new', async ({
  page,
  words,
  customer,
  mailbox,
  anotherBrowser,
}) => {
  const { antiPhishingCode, officialMail } = words;
  await enter(page, words, customer);
  // Until then each mail invites to choose one.
  expect((await mailbox.mailTo(customer.email, '/not-me/')).text).toContain(PAGE);
  await page.goto(PAGE);
  await expectAccessible(page);
  const proposed = (await page.locator('.offer .verbatim').textContent()) ?? '';
  expect(proposed).toMatch(/^\p{L}+ \p{L}+ \d\d$/u);
  await page.getByRole('button', { name: antiPhishingCode('use-proposal') }).click();
  await expect(page.getByText(antiPhishingCode('done-set-title'))).toBeVisible();
  await expect(page.getByText(proposed)).toHaveCount(0);
  const first = await mailbox.mailTo(customer.email, antiPhishingCode('mail-title-set'));
  for (const part of [first.text, first.html]) expect(part).toContain(proposed);

  await page.getByRole('button', { name: antiPhishingCode('show') }).click();
  await expect(page.locator('.verbatim-large')).toHaveText(proposed);
  await expectAccessible(page);
  const changed = 'Ma loutre à moi – 🦦 42';
  await page.getByLabel(antiPhishingCode('field')).fill(changed);
  await page.getByRole('button', { name: antiPhishingCode('save-change'), exact: true }).click();
  await expect(page.getByText(antiPhishingCode('done-set-title'))).toBeVisible();
  const notice = await mailbox.mailTo(customer.email, antiPhishingCode('mail-title-changed'));
  for (const part of [notice.text, notice.html])
    expect([part.includes(proposed), part.includes(changed)]).toEqual([true, false]);

  await enter(await anotherBrowser(), words, customer);
  await expect
    .poll(async () => (await mailbox.mailsTo(customer.email)).filter(({ text }) => text.includes(changed)).length)
    .toBe(1);

  await page.goto('/security/mail');
  await page
    .getByText(officialMail('ledger-show', { number: '' }).slice(0, 12))
    .first()
    .click();
  await expect(page.getByText(changed)).toHaveCount(0);
  await expect(page.getByText(officialMail('preview-about')).first()).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScrolling(page);
});

test('A code that a forger could guess is refused where I typed it, and nothing is lost', async ({
  page,
  words,
  customer,
}) => {
  const { antiPhishingCode } = words;
  await enter(page, words, customer);
  await page.goto(PAGE);
  const field = page.getByLabel(antiPhishingCode('field'));
  for (const [typed, problem] of [
    ['Camille Martin', 'personal'],
    ['www.example.com', 'link'],
    ['password', 'too-common'],
  ] as const) {
    await field.fill(typed);
    await page.getByRole('button', { name: antiPhishingCode('save'), exact: true }).click();
    await expect(page.getByRole('alert')).toHaveText(antiPhishingCode(`problem-${problem}`));
    await expect(field).toHaveValue(typed);
    await expect(field).toBeFocused();
  }
  await expectAccessible(page);
});

test('After a while I confirm that it is me, see my code, and remove it', async ({
  page,
  words,
  customer,
  mailbox,
  product,
}) => {
  const { antiPhishingCode, sessions } = words;
  await enter(page, words, customer);
  await page.goto(PAGE);
  await page.getByLabel(antiPhishingCode('field')).fill('velvet heron 73');
  await page.getByRole('button', { name: antiPhishingCode('save'), exact: true }).click();
  await expect(page.getByText(antiPhishingCode('done-set-title'))).toBeVisible();
  await product.passTime(11 * 60);
  await page.goto(PAGE);
  await expect(page.getByLabel(antiPhishingCode('field'))).toHaveCount(0);
  await page.getByRole('button', { name: antiPhishingCode('proof-change') }).click();
  const password = page.getByLabel(sessions('step-up-password'), { exact: true });
  await password.fill(customer.password);
  await password.press('Enter');
  // Asked in a dialog the form goes on by itself; asked on a page of its own it takes one more press.
  const shown = page.locator('.verbatim-large');
  const more = page
    .getByRole('button')
    .filter({ hasText: sessions('step-up-go', { act: sessions('act-/security/anti-phishing-code/show') }) });
  await shown.or(more).first().waitFor();
  if (await more.isVisible()) await more.click();
  await expect(page.locator('.verbatim-large')).toHaveText('velvet heron 73');
  await page.getByRole('button', { name: antiPhishingCode('remove') }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: antiPhishingCode('remove') })
    .click();
  await expect(page.getByText(antiPhishingCode('done-removed-title'))).toBeVisible();
  const notice = await mailbox.mailTo(customer.email, antiPhishingCode('mail-title-removed'));
  expect(notice.text).toContain('velvet heron 73');
});

test('Without JavaScript I choose a code and look a mail up', async ({ words, customer, mailbox, anotherBrowser }) => {
  const { antiPhishingCode, officialMail } = words;
  const page = await anotherBrowser({ javaScriptEnabled: false });
  await enter(page, words, customer);
  await page.goto(PAGE);
  await page.getByLabel(antiPhishingCode('field')).fill('سلحفاة زرقاء ٤٢');
  await page.getByRole('button', { name: antiPhishingCode('save'), exact: true }).click();
  await expect(page.getByText(antiPhishingCode('done-set-title'))).toBeVisible();
  const mail = await mailbox.mailTo(customer.email, 'سلحفاة زرقاء ٤٢');
  await page.goto('/check-mail');
  // Only a script could put a file into the field.
  await expect(page.getByText(officialMail('check-file'))).toBeHidden();
  await page.getByLabel(officialMail('check-number-label')).fill(mail.headers['X-Message-Number'] ?? '');
  await page.getByRole('button', { name: officialMail('check-number-submit') }).click();
  await expect(page.getByText(officialMail('number-yours-text'))).toBeVisible();
});
