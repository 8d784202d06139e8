import type { Page } from '@playwright/test';
import { enter, expect, makeCustomer, newPerson, signIn, test } from './browse.ts';
import { expectAccessible, expectNoSidewaysScrolling } from './check-page.ts';
import { joinTeam } from './join-team.ts';
import { addPasskey } from './passkeys.ts';
import { plugIn } from './virtual-authenticator.ts';
import type { Words } from './words.ts';

async function askForPasskeys(page: Page, { usersAndRoles }: Words, from: string): Promise<void> {
  await page.goto('/account/policy');
  await page.getByRole('radio', { name: usersAndRoles('second-factor-passkey'), exact: true }).check();
  await page.getByLabel(usersAndRoles('second-factor-from')).fill(from);
  await page.getByRole('button', { name: usersAndRoles('save') }).click();
}

test('I ask my team for passkeys: they are told by mail, then can only add one, and I confirm with mine', async ({
  page,
  words,
  lang,
  customer,
  product,
  mailbox,
  anotherBrowser,
}) => {
  const { usersAndRoles, sessions, passkeys } = words;
  const member = { ...newPerson(), name: 'Noor Haddad' };
  await makeCustomer({ product, mailbox, customer: member, lang, timeZone: 'Europe/Paris' });
  await enter(page, words, customer);
  const other = await anotherBrowser();
  await joinTeam({ owner: page, other, words, member, mailbox, role: 'auditor' });

  await askForPasskeys(page, words, '');
  await expect(page.getByText(usersAndRoles('policy-self-passkey-title'))).toBeVisible();
  await expectAccessible(page);
  await plugIn(page);
  await page
    .getByRole('main')
    .getByRole('link', { name: usersAndRoles('needed-enrol') })
    .click();
  await expect(page).toHaveURL(/\/security\/passkeys/);
  await addPasskey(page, words);
  const tenDays = new Date((await product.now()).getTime() + 10 * 86_400_000).toISOString().slice(0, 10);
  await askForPasskeys(page, words, tenDays);
  await expect(page.getByText(usersAndRoles('policy-on-passkey'))).toBeVisible();
  await expect(page.getByLabel(usersAndRoles('second-factor-from'))).toHaveValue(tenDays);
  await expectAccessible(page);
  const mail = await mailbox.mailTo(member.email, '/security/passkeys');
  expect(mail.text).toContain(usersAndRoles('rule-mail-passkey-how'));
  await other.goto('/account/activity');
  await expect(other.getByRole('heading', { name: usersAndRoles('activity-title') })).toBeVisible();

  await askForPasskeys(page, words, '');
  await other.reload();
  await expect(other.getByRole('heading', { name: usersAndRoles('needed-passkey-title') })).toBeVisible();
  await expectAccessible(other);
  await expectNoSidewaysScrolling(other);
  await plugIn(other);
  await other
    .getByRole('main')
    .getByRole('link', { name: usersAndRoles('needed-enrol') })
    .click();
  await expect(other).toHaveURL(/\/security\/passkeys/);
  await addPasskey(other, words);
  await other.goto('/account/activity');
  await expect(other.getByRole('heading', { name: usersAndRoles('activity-title') })).toBeVisible();
  await page.goto('/account/users');
  await expect(page.getByText(usersAndRoles('has-passkey'))).toHaveCount(2);
  await expectAccessible(page);

  // By the password, in a browser that offers no passkey by itself: a device that is always touched would answer at once.
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  });
  await page.context().clearCookies({ name: 'session' });
  await signIn(page, words, customer);
  await page.waitForURL('/security');
  await page.goto('/account/policy');
  await expect(page.getByText(sessions('step-up-passkey-alone'))).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScrolling(page);
  await page.goto('/security/passkeys');
  await expect(page.getByText(passkeys('problem-prove-first'))).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: passkeys('prove-first') }).click();
  await page
    .getByRole('main')
    .getByRole('button', { name: sessions('step-up-passkey') })
    .click();
  await page.waitForURL('/security/passkeys');
  await expect(page.getByText(passkeys('problem-prove-first'))).toHaveCount(0);
  await page.goto('/account/policy');
  await expect(page.getByRole('heading', { name: usersAndRoles('policy-title') })).toBeVisible();
});

test('Without JavaScript I am told what is asked of me, and set a rule', async ({
  words,
  customer,
  product,
  anotherBrowser,
  page,
}) => {
  const { usersAndRoles } = words;
  await plugIn(page);
  await enter(page, words, customer);
  await addPasskey(page, words);
  const plain = await anotherBrowser({ javaScriptEnabled: false });
  await enter(plain, words, customer);
  await plain.goto('/account/policy');
  await expect(plain.getByText(usersAndRoles('policy-off'))).toBeVisible();
  await expect(plain.getByRole('radio', { name: usersAndRoles('second-factor-passkey'), exact: true })).toBeVisible();
  await product.passTime(1);
  await askForPasskeys(page, words, '');
  await plain.reload();
  await expect(plain.getByText(words.sessions('step-up-passkey-alone'))).toBeVisible();
  await expect(plain.getByRole('link', { name: words.sessions('step-up-other-account') })).toBeVisible();
});
