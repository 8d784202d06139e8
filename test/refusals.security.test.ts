import { expect, test } from 'vitest';
import { openHouse } from './house.ts';
import { idOf, joinTeam, signedInCustomer } from './team.ts';

/*
 * Somebody inside looks for doors that were left open: a member of a team tries what the role does not allow, a page of another
 * site posts. Each try is refused, and each must have left a line for whoever runs the house (LH-3).
 */

const house = await openHouse({ keepLog: true });

function refusals(): Record<string, unknown>[] {
  return house.logged.map((line) => JSON.parse(line)).filter(({ message }) => message === 'a request was refused');
}

test('what a role does not allow is refused and noted: who, which door, from where, and nothing that was typed', async () => {
  const owner = await signedInCustomer(house);
  const member = await joinTeam(house, owner, 'technical');
  const before = refusals().length;
  const typed = 'somebody-else@example.test';
  expect((await member.post('/account/invitations', { email: typed, role: 'owner' })).status).toBe(403);
  const [line, ...others] = refusals().slice(before);
  expect(others).toEqual([]);
  expect(line).toMatchObject({
    level: 'warn',
    door: 'POST /account/invitations',
    reason: 'not-allowed',
    userId: await idOf(member),
    prefix: expect.stringMatching(/\/24$/),
  });
  expect(JSON.stringify(line)).not.toContain(typed);
});

test('a post from another site is noted, and what one source writes so is bounded', async () => {
  const anna = await signedInCustomer(house, { address: '203.0.113.77' });
  const before = refusals().length;
  for (let turn = 0; turn < 80; turn += 1) {
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' };
    expect((await anna.post('/sign-out', {}, foreign)).status).toBe(403);
  }
  const lines = refusals().slice(before);
  expect(lines.length).toBe(60);
  expect(lines[0]).toMatchObject({ door: 'POST /sign-out', reason: 'cross-site', prefix: '203.0.113.0/24' });
});

test('what an honest person meets leaves no such line: a wrong password, a form to correct, a page that is not there', async () => {
  const anna = await signedInCustomer(house);
  const before = refusals().length;
  await anna.elsewhere().signIn('not the one of anna');
  await anna.post('/security/login-alerts', { mode: 'sometimes' });
  await anna.get('/nowhere');
  expect(refusals().length).toBe(before);
});
