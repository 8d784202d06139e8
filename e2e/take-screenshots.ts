import type { Page } from '@playwright/test';
import { GUIDE_TOPICS, topicPath } from '../src/features/security-guide/guide-topics.ts';
import { enter, expect, makeCustomer, newPerson, type Person, signIn, test } from './browse.ts';
import { linkIn, type Mailbox } from './mailbox.ts';
import { photographer, type Shoot } from './photographer.ts';
import { shootAccountAddresses } from './shoot-account-addresses.ts';
import { shootAccountObjections } from './shoot-account-objections.ts';
import { shootEveryMail } from './shoot-mails.ts';
import { shootPasskeyRule } from './shoot-passkey-rule.ts';
import { shootProtections } from './shoot-protections.ts';
import { shootRecovery } from './shoot-recovery.ts';
import { shootTwoFactor } from './shoot-two-factor.ts';
import type { Words } from './words.ts';

// An address whose place is known, so that the pages look as they do for most people.
test.use({ address: '80.67.169.12' });

/** One walk through the product for each device and language; each stop is taken in light and in dark. */
test('every page, in every state', async ({ page, words, person, customer, mailbox, product, anotherBrowser }, {
  project,
}) => {
  const shoot = await photographer(project.name, 0);
  await shootSignUp(page, words, person, mailbox, shoot);
  await shootSignIn(page, words, customer, shoot);
  const phone = await anotherBrowser({ address: '80.67.169.41' });
  await enter(phone, words, customer);
  const stranger = await anotherBrowser({ address: '203.0.113.5' });
  for (let attempt = 0; attempt < 3; attempt++) {
    await signIn(stranger, words, { ...customer, password: 'a wrong guess' });
    await expect(stranger.getByText(words.signIn('refused-title'))).toBeVisible();
  }
  await enter(page, words, customer);
  await shootSettings(page, words, customer, shoot);
  await shootRefusals(page, words, shoot);
  await shootMails(page, mailbox, customer, shoot);
  await shootGuide(page, shoot);

  await product.passTime(11 * 60);
  await page.goto('/security/login-alerts');
  await page.getByRole('button', { name: words.loginAlerts('mode-save') }).click();
  await expect(page.getByLabel(words.sessions('step-up-password'), { exact: true })).toBeVisible();
  await shoot(page, 'confirm-that-it-is-you');
  const withoutScript = await anotherBrowser({ address: '80.67.169.12', javaScriptEnabled: false });
  await enter(withoutScript, words, customer);
  await product.passTime(11 * 60);
  await withoutScript.goto('/security/login-alerts');
  await withoutScript.getByRole('button', { name: words.loginAlerts('mode-save') }).click();
  await shoot(withoutScript, 'confirm-that-it-is-you-page');
  await withoutScript.getByLabel(words.sessions('step-up-password'), { exact: true }).fill(customer.password);
  await withoutScript
    .getByRole('main')
    .getByRole('button', { name: words.sessions('act-/security/login-alerts') })
    .click();
  await expect(withoutScript.getByRole('heading', { name: words.sessions('step-up-done-title') })).toBeVisible();
  await shoot(withoutScript, 'confirmed');
  await product.passTime(61 * 60);
  await page.goto('/personal-information');
  await shoot(page, 'sign-in-to-go-on');
  await shootWayBack(page, words, customer, mailbox, shoot);
});

test('two-factor and the step-up, in every state', async ({ page, words, customer, mailbox, product, anotherBrowser }, {
  project,
}) => {
  const withoutScript = await anotherBrowser({ address: '80.67.169.12', javaScriptEnabled: false });
  const shoot = await photographer(project.name, 500);
  await shootTwoFactor({ page, words, customer, mailbox, product, withoutScript, shoot });
});

test('the way back, objections and undoing', async ({ page, words, customer, mailbox, product }, { project }) => {
  const shoot = await photographer(project.name, 600);
  await shootRecovery({ page, words, customer, mailbox, product, shoot });
});

test('objections in a shared account', async ({ page, words, lang, customer, mailbox, product, anotherBrowser }, {
  project,
}) => {
  const shoot = await photographer(project.name, 800);
  const other = await anotherBrowser({ address: '80.67.169.41' });
  const second = { ...newPerson(), name: 'Noor Haddad' };
  await makeCustomer({ product, mailbox, customer: second, lang, timeZone: 'Europe/Paris' });
  await shootAccountObjections({ page, other, words, customer, second, mailbox, product, shoot });
});

test('an account that asks for passkeys', async ({ page, words, lang, customer, mailbox, product, anotherBrowser }, {
  project,
}) => {
  const shoot = await photographer(project.name, 850);
  const other = await anotherBrowser({ address: '80.67.169.41' });
  const member = { ...newPerson(), name: 'Noor Haddad' };
  await makeCustomer({ product, mailbox, customer: member, lang, timeZone: 'Europe/Paris' });
  await shootPasskeyRule({ page, other, words, customer, member, mailbox, shoot });
});

test('passkeys and the list of addresses', async ({ page, words, customer, anotherBrowser }, { project }) => {
  const shoot = await photographer(project.name, 700);
  const elsewhere = await anotherBrowser({ address: '203.0.113.5' });
  await shootProtections({ page, words, customer, elsewhere, shoot });
});

test('the list of addresses of an account', async ({ page, words, lang, customer, product, mailbox, anotherBrowser }, {
  project,
}) => {
  const shoot = await photographer(project.name, 750);
  const member = { ...newPerson(), name: 'Noor Haddad' };
  await makeCustomer({ product, mailbox, customer: member, lang, timeZone: 'Europe/Paris' });
  const elsewhere = await anotherBrowser({ address: '203.0.113.5' });
  await shootAccountAddresses({ page, words, customer, member, mailbox, elsewhere, shoot });
});

test('every mail, in every frame', async ({ page, lang }, info) => {
  await shootEveryMail(page, lang, info.outputPath(), await photographer(info.project.name, 900));
});

async function shootSignUp(page: Page, words: Words, person: Person, mailbox: Mailbox, shoot: Shoot): Promise<void> {
  const { registration } = words;
  await page.goto('/dev/mailbox');
  await page.goto('/sign-up');
  await shoot(page, 'sign-up');
  await page.getByLabel(registration('email')).fill('camille at example');
  await page.getByLabel(registration('password'), { exact: true }).fill('passwordpassword');
  await page.getByRole('button', { name: registration('sign-up-submit') }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await shoot(page, 'sign-up-errors');
  await page.getByLabel(registration('email')).fill(person.email);
  await page.getByLabel(registration('name')).fill(person.name);
  await page.getByLabel(registration('password'), { exact: true }).fill(person.password);
  await expect(page.getByText(`${words.passwords('meter')}:`)).toBeVisible();
  await shoot(page, 'sign-up-strength');
  await page.getByRole('button', { name: registration('sign-up-submit') }).click();
  await expect(page.getByText(registration('sent-text', { email: person.email }))).toBeVisible();
  await shoot(page, 'sign-up-sent');
  await page.goto(linkIn(await mailbox.mailTo(person.email, '/verify-address'), '/verify-address'));
  await shoot(page, 'confirm-address');
  await page.getByRole('button', { name: registration('verify-submit') }).click();
  await expect(page.getByText(words.signIn('verified'))).toBeVisible();
  await shoot(page, 'address-confirmed');
}

async function shootSignIn(page: Page, words: Words, customer: Person, shoot: Shoot): Promise<void> {
  await page.goto('/sign-in');
  await shoot(page, 'sign-in');
  await signIn(page, words, { ...customer, password: 'not the right one' });
  await expect(page.getByText(words.signIn('refused-title'))).toBeVisible();
  await shoot(page, 'sign-in-refused');
  await page.goto('/forgot-password');
  await shoot(page, 'forgot-password');
}

async function shootSettings(page: Page, words: Words, customer: Person, shoot: Shoot): Promise<void> {
  const { loginAlerts, loginHistory, passwords, registration, sessions } = words;
  await shoot(page, 'overview');
  await page.goto('/security/login-history');
  await shoot(page, 'login-history');
  await page.getByText(loginHistory('attempts-show', { count: 3 })).click();
  await shoot(page, 'login-history-attempts');
  await page.goto('/security/login-history?outcome=failure&to=2001-01-01');
  await expect(page.getByText(loginHistory('empty-filter-title'))).toBeVisible();
  await shoot(page, 'login-history-empty');
  await page.goto('/security/sessions');
  await shoot(page, 'sessions');
  await page.getByRole('button', { name: sessions('end-all') }).click();
  await shoot(page, 'sessions-dialog');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: words.frame('cancel') })
    .click();
  await page.getByRole('button', { name: sessions('end-others') }).click();
  await shoot(page, 'sessions-ended');
  await page.goto('/security/password');
  await shoot(page, 'password');
  await page.getByLabel(passwords('change-current'), { exact: true }).fill(customer.password);
  await page.getByLabel(passwords('new-password'), { exact: true }).fill('short');
  await page.getByRole('button', { name: passwords('change-submit') }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await shoot(page, 'password-refused');
  await page.goto('/security/login-alerts');
  await shoot(page, 'login-alerts');
  await page.getByRole('radio', { name: loginAlerts('mode-off'), exact: true }).check();
  await page.getByRole('button', { name: loginAlerts('mode-save') }).click();
  await expect(page.getByText(loginAlerts('saved-off'))).toBeVisible();
  await shoot(page, 'login-alerts-off');
  await shootOwnMails(page, words, shoot);
  await shootAccount(page, words, shoot);
  await page.goto('/personal-information');
  await page.getByRole('button', { name: registration('save') }).click();
  await expect(page.getByText(registration('saved'), { exact: true })).toBeVisible();
  await shoot(page, 'personal-information');
  await page.getByText(registration('email-change'), { exact: true }).click();
  await page.getByText(registration('address-add'), { exact: true }).click();
  await shoot(page, 'personal-information-addresses');
  const another = page.locator('#another-address');
  await another.getByLabel(registration('address-new'), { exact: true }).fill('camille@elsewhere.test');
  await another.getByRole('button', { name: registration('email-submit') }).click();
  await expect(page.getByText(registration('address-code-text', { address: 'camille@elsewhere.test' }))).toBeVisible();
  await shoot(page, 'personal-information-code');
  const menu = page.getByRole('button', { name: words.frame('menu') });
  if (await menu.isVisible()) {
    await menu.click();
    await shoot(page, 'menu');
  }
}

async function shootAccount(page: Page, words: Words, shoot: Shoot): Promise<void> {
  const { usersAndRoles } = words;
  await page.goto('/account/invitations');
  await page.getByLabel(usersAndRoles('email')).fill('noor.haddad@agency.example');
  await page.getByRole('button', { name: usersAndRoles('invite-submit') }).click();
  await expect(page.getByText(usersAndRoles('invitation-sent'), { exact: true })).toBeVisible();
  await shoot(page, 'invitations');
  await page.goto('/account/users');
  await shoot(page, 'users');
  for (const [path, name] of [
    ['/account', 'account'],
    ['/account/roles', 'roles'],
    ['/account/policy', 'policy'],
    ['/account/activity', 'activity'],
    ['/account/switch', 'your-accounts'],
  ] as const) {
    await page.goto(path);
    await shoot(page, name);
  }
}

async function shootOwnMails(page: Page, words: Words, shoot: Shoot): Promise<void> {
  const { antiPhishingCode, officialMail } = words;
  await page.goto('/security/anti-phishing-code');
  await shoot(page, 'anti-phishing-code');
  await page.getByLabel(antiPhishingCode('field')).fill('visit example.com');
  await page.getByRole('button', { name: antiPhishingCode('save'), exact: true }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await shoot(page, 'anti-phishing-code-refused');
  await page.getByLabel(antiPhishingCode('field')).fill('velvet heron 73');
  await page.getByRole('button', { name: antiPhishingCode('save'), exact: true }).click();
  await expect(page.getByText(antiPhishingCode('done-set-title'))).toBeVisible();
  await shoot(page, 'anti-phishing-code-set');
  await page.getByRole('button', { name: antiPhishingCode('show') }).click();
  await expect(page.locator('.verbatim-large')).toBeVisible();
  await shoot(page, 'anti-phishing-code-shown');
  await page.goto('/security/mail');
  await page.locator('summary').first().click();
  await shoot(page, 'mail-ledger');
  await page.goto('/check-mail');
  await shoot(page, 'check-mail');
  await page.getByLabel(officialMail('check-number-label')).fill('AAAA-BBBB-CCCC-DD');
  await page.getByRole('button', { name: officialMail('check-number-submit') }).click();
  await expect(page.getByText(officialMail('number-unknown-title'))).toBeVisible();
  await shoot(page, 'check-mail-number');
  await page
    .getByLabel(officialMail('check-whole-label'))
    .fill(
      'From: no-reply@localhost\nSubject: Act now\n\nMessage number: AAAA-BBBB-CCCC-DD\nhttps://account-check.example/',
    );
  await page.getByRole('button', { name: officialMail('check-whole-submit') }).click();
  await expect(page.getByText(officialMail('answer-not-ours-title'))).toBeVisible();
  await shoot(page, 'check-mail-forged');
}

async function shootRefusals(page: Page, words: Words, shoot: Shoot): Promise<void> {
  await page.goto('/nothing-here');
  await shoot(page, 'not-found');
  await page.goto('/verify-address?token=unknown');
  await expect(page.getByRole('heading', { name: words.problems('link-spent-title') })).toBeVisible();
  await shoot(page, 'link-spent');
  for (const type of ['too-many-requests', 'unavailable', 'cross-site']) {
    await page.goto(`/problems/${type}`);
    await shoot(page, `problem-${type}`);
  }
}

async function shootMails(page: Page, mailbox: Mailbox, customer: Person, shoot: Shoot): Promise<void> {
  await mailbox.mailTo(customer.email, '/not-me/');
  await page.goto('/dev/mailbox');
  await shoot(page, 'mailbox');
  await page.getByRole('row', { name: customer.email }).getByRole('link').first().click();
  await shoot(page, 'mailbox-mail');
  const reader = await page.context().newPage();
  const seen = new Set<string>();
  for (const { subject, html } of await mailbox.mailsTo(customer.email)) {
    if (seen.has(subject)) continue;
    seen.add(subject);
    await reader.setContent(html);
    await shoot(reader, `mail-${seen.size}`);
  }
  await reader.close();
}

async function shootGuide(page: Page, shoot: Shoot): Promise<void> {
  await page.goto('/guide');
  await shoot(page, 'guide');
  for (const topic of GUIDE_TOPICS) {
    await page.goto(topicPath(topic));
    await shoot(page, `guide-${topic.slug}`);
  }
}

async function shootWayBack(page: Page, words: Words, customer: Person, mailbox: Mailbox, shoot: Shoot): Promise<void> {
  const { passwords, signIn } = words;
  await page.goto(linkIn(await mailbox.mailTo(customer.email, '/not-me/'), '/not-me/'));
  await shoot(page, 'not-me');
  await page.getByRole('button', { name: signIn('not-me-submit') }).click();
  await expect(page.getByRole('heading', { name: signIn('not-me-done-title') })).toBeVisible();
  await shoot(page, 'not-me-done');
  await page.goto('/forgot-password');
  // An address without account looks the same, and leaves the link of the mail above alone.
  await page.getByLabel(passwords('forgot-email')).fill('nobody@example.test');
  await page.getByRole('button', { name: passwords('forgot-submit') }).click();
  await expect(page.getByRole('heading', { name: passwords('forgot-sent-title') })).toBeVisible();
  await shoot(page, 'forgot-sent');
  await page.goto(linkIn(await mailbox.mailTo(customer.email, '/reset-password'), '/reset-password'));
  await shoot(page, 'reset-password');
  await page.getByLabel(passwords('new-password'), { exact: true }).fill('compas nuage tilleul 93');
  await page.getByRole('button', { name: passwords('reset-submit') }).click();
  await expect(page.getByText(passwords('reset-done'))).toBeVisible();
  await shoot(page, 'password-reset');
}
