import type { Page } from '@playwright/test';
import { enter, expect, type Person } from './browse.ts';
import { linkIn, type Mailbox } from './mailbox.ts';
import type { Words } from './words.ts';

interface Invitation {
  /** Signed in, and an owner. */
  owner: Page;
  words: Words;
  member: Person;
  mailbox: Mailbox;
  role: 'owner' | 'auditor' | 'technical';
}

/** Returns the link in the mail to `member`. */
export async function inviteToTeam({ owner, words, member, mailbox, role }: Invitation): Promise<string> {
  const { usersAndRoles } = words;
  await owner.goto('/account/invitations');
  await owner.getByLabel(usersAndRoles('email')).fill(member.email);
  await owner.getByRole('radio', { name: usersAndRoles(`role-${role}`), exact: true }).check();
  await owner.getByRole('button', { name: usersAndRoles('invite-submit') }).click();
  return linkIn(await mailbox.mailTo(member.email, '/invitations/'), '/invitations/');
}

/** `owner`, signed in, invites `member`, who accepts in `other` and works in the owner's account from then on. */
export async function joinTeam({ other, ...invitation }: Invitation & { other: Page }): Promise<void> {
  const { words, member } = invitation;
  const { usersAndRoles } = words;
  const link = await inviteToTeam(invitation);
  await enter(other, words, member);
  await other.goto(link);
  await other.getByRole('button', { name: usersAndRoles('answer-accept') }).click();
  await other.getByRole('button', { name: usersAndRoles('switch-submit') }).click();
  await expect(other.getByText(usersAndRoles('own-switched'))).toBeVisible();
}
