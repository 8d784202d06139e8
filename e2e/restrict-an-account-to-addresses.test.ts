import type { Page } from '@playwright/test';
import { enter, expect, makeCustomer, newPerson, type Person, test } from './browse.ts';
import { expectAccessible, expectNoSidewaysScrolling } from './check-page.ts';
import { inviteToTeam } from './join-team.ts';
import type { Words } from './words.ts';

const RULES = '/account/policy';
const PAGE = '/account/policy/addresses';
const ELSEWHERE = '203.0.113.5';

async function openList(page: Page, { usersAndRoles, ipRestriction }: Words): Promise<void> {
  await page.goto(RULES);
  await page.getByRole('link', { name: usersAndRoles('policy-addresses-link') }).click();
  await expect(page.getByRole('heading', { name: ipRestriction('team-title'), level: 1 })).toBeVisible();
}

/** A second proof, asked for in place or on a page of its own. */
async function confirm(page: Page, words: Words, { password }: Person): Promise<void> {
  await page.getByRole('button', { name: words.ipRestriction('confirm') }).click();
  await page.getByLabel(words.sessions('step-up-password'), { exact: true }).fill(password);
  await page
    .getByRole('main')
    .getByRole('button', { name: words.sessions(`act-${PAGE}/confirm`) })
    .click();
  await page.getByRole('main').getByRole('button').first().click();
  await expect(page.getByText(words.ipRestriction('done-active'), { exact: true })).toBeVisible();
}

test('I restrict the account of my team, and a member elsewhere keeps their own account', async ({
  page,
  words,
  lang,
  customer,
  address,
  product,
  mailbox,
  anotherBrowser,
}) => {
  const { ipRestriction, usersAndRoles } = words;
  const member = { ...newPerson(), name: 'Noor Haddad' };
  await makeCustomer({ product, mailbox, customer: member, lang, timeZone: 'Europe/Paris' });
  await enter(page, words, customer);
  const link = await inviteToTeam({ owner: page, words, member, mailbox, role: 'technical' });

  await openList(page, words);
  await expectAccessible(page);
  await expectNoSidewaysScrolling(page);
  const lines = page.getByLabel(ipRestriction('team-lines'));
  await lines.fill(`${address}  Office  [2099-12-31]\nnonsense\n198.51.100.7/24`);
  await page.getByRole('button', { name: ipRestriction('check') }).click();
  await expect(page.getByText(ipRestriction('line', { number: 2, text: 'nonsense' }))).toBeVisible();
  await expectAccessible(page);
  await lines.fill(`${address}  Office  [2099-12-31]\n198.51.100.0/24  Warehouse`);
  await page.getByRole('button', { name: ipRestriction('check') }).click();
  await expect(page.getByText(ipRestriction('team-list-intro', { count: 2 }))).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScrolling(page);
  await page.getByRole('button', { name: ipRestriction('turn-on'), exact: true }).click();
  await expect(page.getByText(ipRestriction('done-provisional'), { exact: true })).toBeVisible();
  await expectAccessible(page);
  await confirm(page, words, customer);
  await expect(page.getByText('Warehouse').first()).toBeVisible();

  // The member is told before joining, and cannot join from elsewhere.
  const elsewhere = await anotherBrowser({ address: ELSEWHERE });
  await enter(elsewhere, words, member);
  await elsewhere.goto(link);
  await expect(elsewhere.getByText(usersAndRoles('answer-addresses-title'), { exact: true })).toBeVisible();
  await expectAccessible(elsewhere);
  await elsewhere.getByRole('button', { name: usersAndRoles('answer-accept') }).click();
  await expect(elsewhere.getByText(usersAndRoles('refused-address'))).toBeVisible();
  await expectAccessible(elsewhere);

  const office = await anotherBrowser({ address });
  await enter(office, words, member);
  await office.goto(link);
  await office.getByRole('button', { name: usersAndRoles('answer-accept') }).click();
  await office.getByRole('button', { name: usersAndRoles('switch-submit') }).click();
  await expect(office.getByText(usersAndRoles('own-switched'))).toBeVisible();

  // From home they are in their own account, and are refused this one.
  await elsewhere.goto('/account/switch');
  await elsewhere.getByRole('button', { name: usersAndRoles('switch-submit') }).click();
  await expect(elsewhere.getByText(usersAndRoles('refused-address'))).toBeVisible();
  await expectAccessible(elsewhere);
  await mailbox.mailTo(customer.email, ipRestriction('team-refused-subject'));

  await page.goto('/account/activity');
  await expect(page.getByRole('main').getByText(usersAndRoles('kind-address-refused')).last()).toBeVisible();
  await page.goto(PAGE);
  await page.getByRole('button', { name: ipRestriction('remove') }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: ipRestriction('remove') })
    .click();
  await expect(page.getByText(ipRestriction('done-off'), { exact: true })).toBeVisible();
});

test('I am not at the office: the account stops for me and I switch to another one; a list that nobody keeps ends by itself', async ({
  page,
  words,
  lang,
  customer,
  address,
  product,
  mailbox,
  anotherBrowser,
}) => {
  const { ipRestriction, usersAndRoles } = words;
  const member = newPerson();
  await makeCustomer({ product, mailbox, customer: member, lang, timeZone: 'Europe/Paris' });
  await enter(page, words, customer);
  const link = await inviteToTeam({ owner: page, words, member, mailbox, role: 'auditor' });
  const laptop = await anotherBrowser({ address: ELSEWHERE });
  await enter(laptop, words, member);
  await laptop.goto(link);
  await laptop.getByRole('button', { name: usersAndRoles('answer-accept') }).click();
  await laptop.getByRole('button', { name: usersAndRoles('switch-submit') }).click();
  await expect(laptop.getByText(usersAndRoles('own-switched'))).toBeVisible();

  await page.goto(PAGE);
  await page.getByRole('button', { name: ipRestriction('here-add') }).click();
  await expect(page.getByText(ipRestriction('team-members-title'), { exact: true }).first()).toBeVisible();
  await expect(page.getByText(member.email)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: ipRestriction('turn-on'), exact: true }).click();
  await expect(page.getByText(address).first()).toBeVisible();

  await laptop.goto('/account/activity');
  await expect(laptop.getByRole('heading', { name: ipRestriction('elsewhere-title') })).toBeVisible();
  await expectAccessible(laptop);
  await expectNoSidewaysScrolling(laptop);
  await laptop.getByRole('link', { name: ipRestriction('team-elsewhere-switch') }).click();
  await expectAccessible(laptop);
  await laptop.getByRole('button', { name: usersAndRoles('switch-submit') }).click();
  await expect(laptop.getByText(usersAndRoles('own-switched'))).toBeVisible();
  await laptop.goto('/security');
  const main = laptop.getByRole('main');
  await expect(main.getByRole('link', { name: words.overview('ip-restriction'), exact: true })).toBeVisible();

  // Nobody kept the list in time.
  await product.passTime(15 * 60 + 1);
  await page.goto(PAGE);
  await expect(page.getByText(ipRestriction('reverted-title'), { exact: true })).toBeVisible();
  await expectAccessible(page);
});

test('Without JavaScript I paste a long list and keep it', async ({ words, customer, address, anotherBrowser }) => {
  const { ipRestriction } = words;
  const page = await anotherBrowser({ address, javaScriptEnabled: false });
  await enter(page, words, customer);
  await openList(page, words);
  const many = Array.from({ length: 120 }, (_, n) => `10.${n >> 8}.${n & 255}.0/24  Site ${n}`);
  await page.getByLabel(ipRestriction('team-lines')).fill([`${address}  Office`, ...many].join('\n'));
  await page.getByRole('button', { name: ipRestriction('check') }).click();
  await page.getByRole('button', { name: ipRestriction('turn-on'), exact: true }).click();
  await confirm(page, words, customer);
  await page.getByRole('link', { name: ipRestriction('team-more') }).click();
  await expect(page.getByText('Site 60', { exact: true })).toBeVisible();
});
