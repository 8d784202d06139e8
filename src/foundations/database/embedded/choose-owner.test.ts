import { expect, test } from 'vitest';
import { chooseOwner, findListedUser, runsAsRoot } from './choose-owner.ts';

test('root never runs the database itself, and anybody else runs only their own', () => {
  if (runsAsRoot()) expect(chooseOwner('/')?.uid).toBeGreaterThan(0);
  else expect(() => chooseOwner('/')).toThrow(/belongs to the system user 0/);
});

test('the user who makes a database is listed and not root', () => {
  expect(findListedUser().uid).toBeGreaterThan(0);
});
