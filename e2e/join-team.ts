import type { Page } from '@playwright/test';
import { enter, expect, type Person } from './browse.ts';
import { linkIn, type Mailbox } from './mailbox.ts';
import type { Words } from './words.ts';

/** `owner`, signed in, invites `member`, who accepts in `other` and works in the owner's account from then on. */
export async function joinTeam(request: {
  owner: Page;
  other: Page;
  words: Words;
  member: Person;
  mailbox: Mailbox;
  role: 'auditor' | 'technical';
}): Promise<void> {
  const { owner, other, words, member, mailbox, role } = request;
  const { usersAndRoles } = words;
  await owner.goto('/account/invitations');
  await owner.getByLabel(usersAndRoles('email')).fill(member.email);
  await owner.getByRole('radio', { name: usersAndRoles(`role-${role}`), exact: true }).check();
  await owner.getByRole('button', { name: usersAndRoles('invite-submit') }).click();
  const link = linkIn(await mailbox.mailTo(member.email, '/invitations/'), '/invitations/');
  await enter(other, words, member);
  await other.goto(link);
  await other.getByRole('button', { name: usersAndRoles('answer-accept') }).click();
  await other.getByRole('button', { name: usersAndRoles('switch-submit') }).click();
  await expect(other.getByText(usersAndRoles('own-switched'))).toBeVisible();
}
