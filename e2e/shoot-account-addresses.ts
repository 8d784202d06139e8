import type { Page } from '@playwright/test';
import { enter, expect, type Person } from './browse.ts';
import { inviteToTeam } from './join-team.ts';
import type { Mailbox } from './mailbox.ts';
import type { Shoot } from './photographer.ts';
import type { Words } from './words.ts';

interface Walk {
  page: Page;
  words: Words;
  customer: Person;
  member: Person;
  mailbox: Mailbox;
  shoot: Shoot;
  /** The member's browser, in another place. */
  elsewhere: Page;
}

const PAGE = '/account/policy/addresses';

/** The list of a team's account, from none to one on trial, and what a member elsewhere sees of it. */
export async function shootAccountAddresses(walk: Walk): Promise<void> {
  const { page, words, customer, member, mailbox, shoot, elsewhere } = walk;
  const { ipRestriction, usersAndRoles } = words;
  await enter(page, words, customer);
  const link = await inviteToTeam({ owner: page, words, member, mailbox, role: 'technical' });
  await enter(elsewhere, words, member);
  await elsewhere.goto(link);
  await elsewhere.getByRole('button', { name: usersAndRoles('answer-accept') }).click();
  await elsewhere.getByRole('button', { name: usersAndRoles('switch-submit') }).click();

  await page.goto(PAGE);
  await shoot(page, 'account-addresses-none');
  const lines = page.getByLabel(ipRestriction('team-lines'));
  await lines.fill('80.67.169.12  Office\nnonsense  Warehouse\n198.51.100.7/24  Shop');
  await page.getByRole('button', { name: ipRestriction('check') }).click();
  await expect(page.getByText('nonsense').first()).toBeVisible();
  await shoot(page, 'account-addresses-mistakes');
  const many = Array.from({ length: 60 }, (_, n) => `198.51.100.${n}  Shop ${n}`);
  await lines.fill(['80.67.169.12  Office', '192.0.2.0/24  Trade fair  [2099-12-31]', ...many].join('\n'));
  await page.getByRole('button', { name: ipRestriction('check') }).click();
  await expect(page.getByRole('button', { name: ipRestriction('turn-on'), exact: true })).toBeVisible();
  await shoot(page, 'account-addresses-check');
  await page.getByRole('button', { name: ipRestriction('turn-on'), exact: true }).click();
  await expect(page.getByText(ipRestriction('done-provisional'), { exact: true })).toBeVisible();
  await shoot(page, 'account-addresses-on-trial');
  await page.goto('/account/policy');
  await shoot(page, 'account-policy-with-addresses');
  await elsewhere.goto('/account/activity');
  await expect(elsewhere.getByRole('heading', { name: ipRestriction('elsewhere-title') })).toBeVisible();
  await shoot(elsewhere, 'account-elsewhere');
  await elsewhere.getByRole('link', { name: ipRestriction('team-elsewhere-switch') }).click();
  await shoot(elsewhere, 'account-elsewhere-switch');
  await elsewhere.getByRole('button', { name: usersAndRoles('switch-submit') }).click();
  await elsewhere.goto('/account/switch');
  await elsewhere.getByRole('button', { name: usersAndRoles('switch-submit') }).click();
  await expect(elsewhere.getByText(usersAndRoles('refused-address'))).toBeVisible();
  await shoot(elsewhere, 'account-switch-refused');
}
