import type { Page } from '@playwright/test';
import { enter, expect, type Person, signIn } from './browse.ts';
import { joinTeam } from './join-team.ts';
import type { Mailbox } from './mailbox.ts';
import type { Shoot } from './photographer.ts';
import { plugIn } from './virtual-authenticator.ts';
import type { Words } from './words.ts';

interface Walk {
  page: Page;
  other: Page;
  words: Words;
  customer: Person;
  member: Person;
  mailbox: Mailbox;
  shoot: Shoot;
}

/** An account that asks for passkeys: the rule, the mail, a member who has none, and an owner who came without. */
export async function shootPasskeyRule({ page, other, words, customer, member, mailbox, shoot }: Walk): Promise<void> {
  const { usersAndRoles, passkeys, sessions } = words;
  const choose = async () => {
    await page.goto('/account/policy');
    await page.getByRole('radio', { name: usersAndRoles('second-factor-passkey'), exact: true }).check();
    await page.getByRole('button', { name: usersAndRoles('save') }).click();
  };
  await enter(page, words, customer);
  await joinTeam({ owner: page, other, words, member, mailbox, role: 'technical' });
  await choose();
  await expect(page.getByText(usersAndRoles('policy-self-passkey-title'))).toBeVisible();
  await shoot(page, 'policy-passkey-missing');
  await plugIn(page, { synced: true });
  await page.goto('/security/passkeys');
  await page.getByRole('button', { name: passkeys('add'), exact: true }).click();
  await expect(page).toHaveURL(/done=added/);
  await choose();
  await expect(page.getByText(usersAndRoles('policy-on-passkey'))).toBeVisible();
  await shoot(page, 'policy-passkey');
  const reader = await page.context().newPage();
  await reader.setContent((await mailbox.mailTo(member.email, '/security/passkeys')).html);
  await shoot(reader, 'mail-rule-for-members');
  await reader.close();
  await other.goto('/account/roles');
  await expect(other.getByRole('heading', { name: usersAndRoles('needed-passkey-title') })).toBeVisible();
  await shoot(other, 'passkey-needed');
  await page.goto('/account/users');
  await shoot(page, 'users-protection');
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  });
  await page.context().clearCookies({ name: 'session' });
  await signIn(page, words, customer);
  await page.waitForURL('/security');
  await page.goto('/account/users');
  await expect(page.getByText(sessions('step-up-passkey-alone'))).toBeVisible();
  await shoot(page, 'passkey-to-confirm');
  await page.goto('/security/passkeys');
  await expect(page.getByText(passkeys('problem-prove-first'))).toBeVisible();
  await shoot(page, 'passkeys-prove-first');
}
