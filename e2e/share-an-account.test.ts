import { turnOnTwoFactor } from './authenticator-app.ts';
import { enter, expect, makeCustomer, newPerson, signIn, test } from './browse.ts';
import { expectAccessible } from './check-page.ts';
import { inviteToTeam, joinTeam } from './join-team.ts';
import { linkIn } from './mailbox.ts';

test('I invite a colleague, who signs up from the invitation, accepts, and can do what the role allows', async ({
  page,
  words,
  customer,
  person: somebody,
  mailbox,
  anotherBrowser,
}) => {
  const { usersAndRoles } = words;
  const person = { ...somebody, name: 'Noor Haddad' };
  await enter(page, words, customer);
  await page.goto('/account/invitations');
  await expectAccessible(page);
  await page.getByLabel(usersAndRoles('email')).fill(person.email);
  await page.getByRole('radio', { name: usersAndRoles('role-technical'), exact: true }).check();
  await page.getByRole('button', { name: usersAndRoles('invite-submit') }).click();
  await expect(page.getByText(usersAndRoles('invitation-sent'), { exact: true })).toBeVisible();
  await expect(page.getByText(person.email)).toBeVisible();

  const link = linkIn(await mailbox.mailTo(person.email, '/invitations/'), '/invitations/');
  const other = await anotherBrowser();
  await other.goto(link);
  await other.getByText(usersAndRoles('answer-new')).click();
  await expectAccessible(other);
  await other.getByLabel(usersAndRoles('name')).fill(person.name);
  await other.getByLabel(usersAndRoles('password'), { exact: true }).fill(person.password);
  await other.getByRole('button', { name: usersAndRoles('answer-new-submit') }).click();
  await expect(other.getByRole('heading', { name: usersAndRoles('invited-title') })).toBeVisible();
  await other.getByRole('link', { name: usersAndRoles('answer-sign-in-link') }).click();
  await other.getByLabel(words.signIn('email')).fill(person.email);
  await other.getByLabel(words.signIn('password'), { exact: true }).fill(person.password);
  await other.getByRole('button', { name: words.signIn('submit'), exact: true }).click();
  await expect(other.getByText(usersAndRoles('answer-text', { account: customer.name }))).toBeVisible();
  await other.getByRole('button', { name: usersAndRoles('answer-accept') }).click();
  await expect(other.getByText(usersAndRoles('own-active'))).toBeVisible();
  await expectAccessible(other);

  await other.getByRole('button', { name: usersAndRoles('switch-submit') }).click();
  await expect(other.getByText(usersAndRoles('own-switched'))).toBeVisible();
  await expect(other.getByRole('banner').getByText(customer.name).first()).toBeAttached();
  await other.goto('/account/roles');
  await expectAccessible(other);
  await expect(other.locator('a[href="/account/users"]')).toHaveCount(0);
  await other.goto('/account/users');
  await expect(other.getByRole('heading', { name: words.problems('not-allowed-title') })).toBeVisible();

  await page.goto('/account/users');
  await expectAccessible(page);
  await page.getByRole('main').getByRole('link', { name: person.name }).click();
  await expectAccessible(page);
  await page.getByRole('radio', { name: usersAndRoles('role-auditor'), exact: true }).check();
  await page.getByRole('button', { name: usersAndRoles('role-save') }).click();
  await expect(page.getByText(usersAndRoles('done-role'))).toBeVisible();
  await other.goto('/account/users');
  await expect(other.getByRole('heading', { name: usersAndRoles('members-title') })).toBeVisible();

  await page.getByRole('button', { name: usersAndRoles('remove', { name: person.name }) }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: usersAndRoles('remove', { name: person.name }) })
    .click();
  await expect(page.getByText(usersAndRoles('done-removed'))).toBeVisible();
  await other.reload();
  await expect(other.getByRole('heading', { name: words.problems('not-allowed-title') })).toBeVisible();
  await other.goto('/account/switch');
  await expect(other.getByText(usersAndRoles('switch-out-title'))).toBeVisible();

  await page.goto('/account/activity');
  await expectAccessible(page);
  await expect(page.getByRole('main').getByText(usersAndRoles('kind-member-removed')).last()).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: usersAndRoles('export-csv') }).click();
  expect((await download).suggestedFilename()).toBe('activity.csv');
});

test('I hand over ownership: the other accepts, two days pass in which I could stop it, then I leave', async ({
  page,
  words,
  lang,
  customer,
  product,
  mailbox,
  anotherBrowser,
}) => {
  const { usersAndRoles } = words;
  const heir = newPerson();
  await makeCustomer({ product, mailbox, customer: heir, lang, timeZone: 'Europe/Paris' });
  await enter(page, words, customer);
  const link = await inviteToTeam({ owner: page, words, member: heir, mailbox, role: 'owner' });

  const other = await anotherBrowser();
  await enter(other, words, heir);
  await other.goto(link);
  await expect(other.getByText(usersAndRoles('answer-owner', { hours: 48 }))).toBeVisible();
  await other.getByRole('button', { name: usersAndRoles('answer-accept') }).click();
  await expect(other.getByText(usersAndRoles('own-waiting'))).toBeVisible();
  await expect(other.getByRole('button', { name: usersAndRoles('switch-submit') })).toHaveCount(0);

  await page.goto('/account/users');
  await page.getByRole('main').locator(`tr:has-text("${heir.email}")`).getByRole('link').click();
  await expect(page.getByRole('button', { name: usersAndRoles('wait-stop') })).toBeVisible();
  await expectAccessible(page);
  await product.passTime(48 * 3600 + 1);
  await signIn(other, words, heir);
  await other.waitForURL('/security');
  await other.goto('/account/switch');
  await other.getByRole('button', { name: usersAndRoles('switch-submit') }).click();
  await other.goto('/account');
  await expect(other.getByRole('button', { name: usersAndRoles('save') })).toBeVisible();

  await signIn(page, words, customer);
  await page.waitForURL('/security');
  await page.goto('/account/switch');
  await page.getByRole('button', { name: usersAndRoles('leave-submit') }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: usersAndRoles('leave-submit') })
    .click();
  await expect(page.getByText(usersAndRoles('own-left'))).toBeVisible();
});

test('Without JavaScript I read and decline an invitation', async ({
  page,
  words,
  customer,
  person,
  mailbox,
  anotherBrowser,
}) => {
  const { usersAndRoles } = words;
  await enter(page, words, customer);
  await page.goto('/account/invitations');
  await page.getByLabel(usersAndRoles('email')).fill(person.email);
  await page.getByRole('button', { name: usersAndRoles('invite-submit') }).click();
  const link = linkIn(await mailbox.mailTo(person.email, '/invitations/'), '/invitations/');
  const other = await anotherBrowser({ javaScriptEnabled: false });
  await other.goto(link);
  await other.getByRole('button', { name: usersAndRoles('answer-decline') }).click();
  await expect(other.getByRole('heading', { name: usersAndRoles('declined-title') })).toBeVisible();
  await page.reload();
  await expect(page.getByText(usersAndRoles('pending-empty'), { exact: true })).toBeVisible();
});

test('I ask my team for a second factor, and a member can only set one up until they have it', async ({
  page,
  words,
  lang,
  customer,
  product,
  mailbox,
  anotherBrowser,
}) => {
  const { usersAndRoles } = words;
  const member = { ...newPerson(), name: 'Noor Haddad' };
  await makeCustomer({ product, mailbox, customer: member, lang, timeZone: 'Europe/Paris' });
  await enter(page, words, customer);
  const other = await anotherBrowser();
  await joinTeam({ owner: page, other, words, member, mailbox, role: 'auditor' });

  const require = async () => {
    await page.goto('/account/policy');
    await page.getByRole('radio', { name: usersAndRoles('second-factor-required'), exact: true }).check();
    await page.getByRole('button', { name: usersAndRoles('save') }).click();
  };
  await require();
  await expect(page.getByText(usersAndRoles('policy-self-second-factor-title'))).toBeVisible();
  await expectAccessible(page);
  await turnOnTwoFactor(page, words, product);
  await require();
  await expect(page.getByText(usersAndRoles('policy-on-second-factor'))).toBeVisible();
  await expectAccessible(page);

  await other.goto('/account/activity');
  await expect(other.getByRole('heading', { name: usersAndRoles('needed-second-factor-title') })).toBeVisible();
  await expectAccessible(other);
  await turnOnTwoFactor(other, words, product);
  await other.goto('/account/activity');
  await expect(other.getByRole('heading', { name: usersAndRoles('activity-title') })).toBeVisible();
});
