import { readFileSync } from 'node:fs';
import { z } from 'zod';
import registrar from './company-permissions.json' with { type: 'json' };
import { ROLES } from './role.ts';

const LONGEST_SENTENCE = 200;
const MOST_PERMISSIONS = 100;
/** The beginnings of our own permissions, which a file must not claim. */
const TAKEN = /^(own-|account\.|members\.|policy\.|activity\.)/;

const sentence = z.string().trim().min(1).max(LONGEST_SENTENCE);
const permission = z.strictObject({
  name: z
    .string()
    .max(60)
    .regex(/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/, { error: 'must look like domains.dns.write' })
    .refine((name) => !TAKEN.test(name), { error: 'is a name of Gatehouse’s own' }),
  /** Owners need not be named: they hold every permission. */
  roles: z
    .array(z.enum(ROLES))
    .refine((roles) => new Set(roles).size === roles.length, { error: 'names a role twice' }),
  en: sentence,
  fr: sentence,
});
const file = z.strictObject({
  permissions: z
    .array(permission)
    .max(MOST_PERMISSIONS)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, { error: 'names a permission twice' }),
});

export type CompanyPermission = z.infer<typeof permission>;

/** A permissions file that is not exactly as described stops the start: half a catalogue would grant by accident. */
export class PermissionsFileError extends Error {
  override readonly name = 'PermissionsFileError';
}

/** The company's own permissions from its file, or a registrar's when there is none. Throws PermissionsFileError. */
export function readCompanyPermissions(path: string | undefined): readonly CompanyPermission[] {
  if (path === undefined) return parse(registrar);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new PermissionsFileError('PERMISSIONS_FILE names a file that cannot be read');
  }
  try {
    return parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof PermissionsFileError) throw error;
    throw new PermissionsFileError('PERMISSIONS_FILE does not hold JSON');
  }
}

function parse(value: unknown): readonly CompanyPermission[] {
  const result = file.safeParse(value);
  if (result.success) return result.data.permissions;
  const problems = result.error.issues.map(({ path, message }) => `  ${path.join('.') || 'the file'}: ${message}`);
  throw new PermissionsFileError(['PERMISSIONS_FILE cannot be used:', ...problems].join('\n'));
}
