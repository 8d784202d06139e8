/** The named sets of permissions, the mightiest first. What each holds stands in the catalogue. */
export const ROLES = ['owner', 'administrator', 'technical', 'billing', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

export function isRole(text: string | null): text is Role {
  return ROLES.some((role) => role === text);
}
