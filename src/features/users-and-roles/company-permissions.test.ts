import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createCatalogue } from './catalogue.ts';
import { PermissionsFileError, readCompanyPermissions } from './company-permissions.ts';
import { ACCOUNT_PERMISSIONS } from './permission.ts';
import { ROLES } from './role.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-permissions-'));
const file = join(folder, 'permissions.json');
afterAll(() => rmSync(folder, { recursive: true }));

const ORDERS = { name: 'orders.write', roles: ['administrator'], en: 'Change orders.', fr: 'Modifier les commandes.' };

function read(content: unknown) {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readCompanyPermissions(file);
}

test('a registrar’s permissions are there without a file, and only owners hold all', () => {
  const catalogue = createCatalogue(readCompanyPermissions(undefined));
  const all = catalogue.permissions.map(({ name }) => name);
  expect(all).toEqual(expect.arrayContaining(['domains.dns.write', 'billing.read', ...ACCOUNT_PERMISSIONS]));
  expect([...catalogue.permissionsOf('owner')]).toEqual(all);
  for (const role of ROLES.filter((name) => name !== 'owner')) expect(catalogue.covers(role, 'owner')).toBe(false);
  for (const { sentence } of catalogue.permissions) {
    for (const locale of ['en', 'fr'] as const) expect(sentence(locale)).toMatch(/^\p{Lu}.+\.$/u);
  }
  expect(catalogue.permissionsOf('auditor').has('activity.read')).toBe(true);
  for (const name of catalogue.permissionsOf('auditor')) expect(name).toMatch(/\.read$/);
});

test('a company’s file takes the place of a registrar’s list, and owners hold what it names', () => {
  const catalogue = createCatalogue(read({ permissions: [ORDERS] }));
  expect(catalogue.permissions.map(({ name }) => name)).toEqual(['orders.write', ...ACCOUNT_PERMISSIONS]);
  expect(catalogue.permissionsOf('owner').has('orders.write')).toBe(true);
  expect(catalogue.permissionsOf('technical').has('orders.write')).toBe(false);
});

test('a role that a company gives more than an administrator cannot be given by one', () => {
  const catalogue = createCatalogue(read({ permissions: [{ ...ORDERS, roles: ['billing'] }] }));
  expect(catalogue.covers('administrator', 'billing')).toBe(false);
  expect(catalogue.covers('owner', 'billing')).toBe(true);
});

test.each([
  ['no JSON', '{'],
  ['a list', []],
  ['another member', { permissions: [], roles: [] }],
  ['another member of a permission', { permissions: [{ ...ORDERS, scope: 'x' }] }],
  ['a role that is none', { permissions: [{ ...ORDERS, roles: ['root'] }] }],
  ['a role twice', { permissions: [{ ...ORDERS, roles: ['billing', 'billing'] }] }],
  ['a name twice', { permissions: [ORDERS, ORDERS] }],
  ['a name of ours', { permissions: [{ ...ORDERS, name: 'members.change' }] }],
  ['a name of ours for what is one’s own', { permissions: [{ ...ORDERS, name: 'own-security.change' }] }],
  ['a name without a dot', { permissions: [{ ...ORDERS, name: 'orders' }] }],
  ['capital letters', { permissions: [{ ...ORDERS, name: 'Orders.Write' }] }],
  ['a sentence that is missing', { permissions: [{ ...ORDERS, fr: '' }] }],
  ['a sentence that is a story', { permissions: [{ ...ORDERS, en: 'x'.repeat(201) }] }],
])('a file with %s is refused', (_, content) => {
  expect(() => read(content)).toThrow(PermissionsFileError);
});

test('a file that is not there is refused, in words', () => {
  expect(() => readCompanyPermissions(join(folder, 'none.json'))).toThrow('PERMISSIONS_FILE names a file');
});
