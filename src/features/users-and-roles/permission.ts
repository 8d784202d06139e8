/** What a person can be allowed to do. Customer-configured permissions join this catalogue with users and roles. */
export type Permission = 'own-security.read' | 'own-security.change' | 'own-session.end' | 'account.read';

/** Everyone signed in looks after their own protection; account permissions follow the role. */
const OWN: ReadonlySet<Permission> = new Set(['own-security.read', 'own-security.change', 'own-session.end']);
const BY_ROLE: Readonly<Record<string, ReadonlySet<Permission>>> = {
  owner: new Set<Permission>(['account.read']),
};

/** Deny by default (MR-1): what is not written here is not allowed. */
export function isGranted(role: string | null, permission: Permission): boolean {
  return OWN.has(permission) || (role !== null && (BY_ROLE[role]?.has(permission) ?? false));
}
