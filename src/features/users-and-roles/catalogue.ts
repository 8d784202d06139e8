import type { Locale } from '../../foundations/i18n/index.ts';
import type { CompanyPermission } from './company-permissions.ts';
import { ACCOUNT_PERMISSIONS, ROLES_WITH } from './permission.ts';
import { ROLES, type Role } from './role.ts';
import { words } from './words.ts';

export interface CataloguedPermission {
  name: string;
  roles: readonly Role[];
  /** One sentence: what whoever holds it can do. */
  sentence(locale: Locale): string;
}

/** Everything that can be granted, in one list: the company's permissions, then those of this interface. */
export interface Catalogue {
  readonly permissions: readonly CataloguedPermission[];
  permissionsOf(role: Role): ReadonlySet<string>;
  /** Whether `giver` holds everything that `given` holds: nobody grants above their own permissions (MR-3). */
  covers(giver: Role, given: Role): boolean;
}

export function createCatalogue(company: readonly CompanyPermission[]): Catalogue {
  const permissions: CataloguedPermission[] = [
    ...company.map(({ name, roles, ...sentences }) => ({
      name,
      // Owners hold everything there is, or nobody could grant it.
      roles: ROLES.filter((role) => role === 'owner' || roles.includes(role)),
      sentence: (locale: Locale) => sentences[locale],
    })),
    ...ACCOUNT_PERMISSIONS.map((name) => ({
      name,
      roles: ROLES_WITH[name],
      sentence: (locale: Locale) => words(locale)(`permission-${name}`),
    })),
  ];
  const byRole = new Map<Role, ReadonlySet<string>>(
    ROLES.map((role) => [
      role,
      new Set(permissions.flatMap(({ name, roles }) => (roles.includes(role) ? [name] : []))),
    ]),
  );
  const permissionsOf = (role: Role): ReadonlySet<string> => byRole.get(role) ?? new Set();
  return {
    permissions,
    permissionsOf,
    // A role that holds the same as an owner is still no owner: owners are made by owners alone.
    covers: (giver, given) =>
      (given !== 'owner' || giver === 'owner') && permissionsOf(given).isSubsetOf(permissionsOf(giver)),
  };
}
