import { createHash } from 'node:crypto';

/** All have the same one: a hash for each would take the seed hours, and checking it costs the same. */
export const PASSWORD = 'a long password of the bench alone';

const digest = (text: string) => createHash('sha256').update(text).digest('base64url');

/** What the seeded user with this number types and holds; `fill-users.ts` writes the other half in SQL. */
export const emailOf = (user: number): string => `bench-${user}@example.test`;
export const sessionSecretOf = (user: number): string => digest(`bench session ${user}`);
export const deviceSecretOf = (user: number): string => digest(`bench device ${user}`);

/** Different users all over the table, spread evenly, the same ones each time. */
export function spreadUsers(count: number, users: number): number[] {
  return Array.from({ length: Math.min(count, users) }, (_, i) => 1 + Math.floor((i * users) / Math.min(count, users)));
}
