/** Everything that is noted about an account, under these names in the trail, the filter and the export. */
export const ACTIVITY_KINDS = [
  'invitation-sent',
  'invitation-resent',
  'invitation-revoked',
  'invitation-accepted',
  'invitation-declined',
  'role-changed',
  'member-suspended',
  'member-resumed',
  'suspension-ended',
  'member-removed',
  'member-left',
  'ownership-waiting',
  'ownership-passed',
  'ownership-stopped',
  'account-changed',
  'policy-changed',
  'addresses-changed',
  'addresses-confirmed',
  'addresses-removed',
  'addresses-reverted',
  'addresses-lifted',
  'addresses-cleared',
  'address-opened',
  'address-refused',
  'changes-stopped',
  'changes-released',
  'change-undone',
  'members-viewed',
  'activity-viewed',
  'activity-exported',
] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/** What was and what is, for people and programs to read; no secrets. Times as ISO strings. */
export type Facts = Readonly<Record<string, string | null>>;

export function isActivityKind(text: string): text is ActivityKind {
  return ACTIVITY_KINDS.some((kind) => kind === text);
}
