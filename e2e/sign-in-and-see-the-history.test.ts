import { enter, expect, signIn, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';

const STRANGER = '203.0.113.5';
/** A mail is shown inside a mail program, which has the landmarks. */
const OF_THE_MAIL_PROGRAM = ['landmark-one-main', 'region'];

test('I sign in and see in the history that somebody tried twice before, and from where', async ({
  page,
  words,
  customer,
  address,
  anotherBrowser,
}) => {
  const { loginHistory } = words;
  const stranger = await anotherBrowser({ address: STRANGER });
  for (const password of ['not the password at all', 'not the password either']) {
    await signIn(stranger, words, { ...customer, password });
    await expect(stranger.getByText(words.signIn('refused-title'))).toBeVisible();
    await expect(stranger.getByLabel(words.signIn('email'))).toHaveValue(customer.email);
  }
  await expectAccessible(stranger);

  await enter(page, words, customer);
  await page.getByRole('link', { name: words.overview('history') }).click();
  await expect(page.getByRole('heading', { name: loginHistory('title') })).toBeVisible();
  const signedIn = page.getByRole('row').filter({ hasText: address }).first();
  await expect(signedIn).toContainText(loginHistory('succeeded'));
  await expect(signedIn).toContainText('2');
  await page.getByText(loginHistory('attempts-show', { count: 2 })).click();
  const attempts = page.getByRole('table', { name: loginHistory('attempts-caption') });
  await expect(attempts.getByRole('row').filter({ hasText: STRANGER })).toHaveCount(2);
  await expect(attempts.getByText(loginHistory('cause-wrong-password')).first()).toBeVisible();
  await expectAccessible(page);
});

test('I look only at what failed, and at a day on which nothing happened', async ({ page, words, customer }) => {
  const { loginHistory } = words;
  await signIn(page, words, { ...customer, password: 'not the password at all' });
  await expect(page.getByText(words.signIn('refused-title'))).toBeVisible();
  await enter(page, words, customer);
  await page.goto('/security/login-history');
  await page.getByText(loginHistory('filter'), { exact: true }).click();
  await page.getByLabel(loginHistory('filter-outcome')).selectOption('failure');
  await page.getByRole('button', { name: loginHistory('filter-apply') }).click();
  await expect(page.getByText(loginHistory('cause-wrong-password'))).toBeVisible();
  await expect(page.getByText(loginHistory('succeeded'), { exact: true }).filter({ visible: true })).toHaveCount(0);
  await page.getByLabel(loginHistory('filter-to')).fill('2001-01-01');
  await page.getByRole('button', { name: loginHistory('filter-apply') }).click();
  await expect(page.getByText(loginHistory('empty-filter-title'))).toBeVisible();
  await expectAccessible(page);
});

test('I am told of my sign-in by mail, in HTML and in text, in my language', async ({
  page,
  words,
  lang,
  customer,
  address,
  mailbox,
  anotherBrowser,
}) => {
  const { loginAlerts, officialMail } = words;
  await enter(page, words, customer);
  const alert = await mailbox.mailTo(customer.email, '/not-me/');
  expect(alert.subject).toBe(loginAlerts('mail-subject', { brand: 'Gatehouse' }));
  for (const part of [alert.text, alert.html]) {
    expect(part).toContain(loginAlerts('mail-title'));
    expect(part).toContain(address);
  }

  await page.goto('/dev/mailbox');
  await page.getByRole('row', { name: customer.email }).getByRole('link', { name: alert.subject }).click();
  await expect(page.getByText(loginAlerts('mail-intro')).filter({ visible: true }).first()).toBeVisible();
  await page.getByRole('link', { name: officialMail('mailbox-open-html') }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', lang);
  await expect(page.getByRole('heading', { name: loginAlerts('mail-title') })).toBeVisible();
  await page.getByRole('link', { name: loginAlerts('mail-action') }).click();
  await expect(page.getByRole('heading', { name: words.signIn('not-me-title') })).toBeVisible();

  // In the mailbox no script may run, so axe reads the mail on an empty page.
  const reader = await anotherBrowser();
  await reader.setContent(alert.html);
  await expectAccessible(reader, { except: OF_THE_MAIL_PROGRAM });
});

test('After too many wrong passwords I have to wait, while the browser I use every day gets in', async ({
  page,
  words,
  customer,
  anotherBrowser,
}) => {
  await enter(page, words, customer);
  await page
    .getByRole('button', { name: words.frame('sign-out') })
    .first()
    .click();
  const stranger = await anotherBrowser();
  for (let attempt = 1; attempt <= 6; attempt++) {
    await signIn(stranger, words, { ...customer, password: `guess number ${attempt}` });
    await expect(stranger.getByText(words.signIn('refused-title'))).toBeVisible();
  }
  const waiting = words.signIn('waiting', { seconds: 30, minutes: 0 }).split(/[.,]/)[0] ?? '';
  await expect(stranger.getByText(waiting)).toBeVisible();
  await expectAccessible(stranger);
  await enter(page, words, customer);
});
