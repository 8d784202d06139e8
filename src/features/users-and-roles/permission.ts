import { isRole, type Role } from './role.ts';

/** What every signed-in person may do with what is their own, in whatever account they are. */
const OWN = ['own-security.read', 'own-security.change', 'own-session.end', 'own-memberships'] as const;

/** What our own doors ask for in an account. The company's permissions are beside these: see the catalogue. */
export const ACCOUNT_PERMISSIONS = [
  'account.read',
  'account.change',
  'members.read',
  'members.change',
  'policy.change',
  'activity.read',
] as const;

export type AccountPermission = (typeof ACCOUNT_PERMISSIONS)[number];
export type Permission = (typeof OWN)[number] | AccountPermission;

/** The documented table (MR-1). Fixed: a company that could give `members.change` to everyone would undo MR-3. */
export const ROLES_WITH: Readonly<Record<AccountPermission, readonly Role[]>> = {
  'account.read': ['owner', 'administrator', 'technical', 'billing', 'auditor'],
  'account.change': ['owner'],
  'members.read': ['owner', 'administrator', 'auditor'],
  'members.change': ['owner', 'administrator'],
  'policy.change': ['owner'],
  'activity.read': ['owner', 'administrator', 'auditor'],
};

export function isOwn(permission: Permission): boolean {
  return OWN.some((own) => own === permission);
}

/** Deny by default (MR-1): what is not written here is not allowed. */
export function isGranted(role: string | null, permission: Permission): boolean {
  if (isOwn(permission)) return true;
  return isRole(role) && isAccountPermission(permission) && ROLES_WITH[permission].includes(role);
}

function isAccountPermission(permission: Permission): permission is AccountPermission {
  return ACCOUNT_PERMISSIONS.some((known) => known === permission);
}
