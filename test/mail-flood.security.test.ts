import { describe, expect, test } from 'vitest';
import { HOUR } from '../src/foundations/clock.ts';
import { openHouse } from './house.ts';
import { tokenIn } from './link-in.ts';
import type { Visitor } from './visitor.ts';
import { wholeAnswer } from './whole-answer.ts';

/*
 * The attacker has us fill somebody's mailbox, from many networks and through every door that sends mail, so that the one
 * mail that matters is not seen, is not sent any more, or the last link stops working (RL-6, field 41, 42).
 */

const house = await openHouse();
let lastPrefix = 0;

/** Somebody in a network that nothing was counted for yet. */
function stranger(email?: string): Visitor {
  lastPrefix += 1;
  const visitor = house.visitor({ address: `13.0.${lastPrefix}.1`, ...(email ? { email } : {}) });
  visitor.cookies.set('browser', 'b'.repeat(43));
  return visitor;
}

const subjects = async (email: string) => (await house.mailsTo(email)).map(({ subject }) => subject);

describe('what a stranger can cause', () => {
  test('the sixth reset in an hour is answered the same, sends nothing, and the fifth link works', async () => {
    const anna = await house.customer();
    house.clock.advance(HOUR);
    const before = (await house.mailsTo(anna.email)).length;
    const answers = [];
    for (let n = 0; n < 6; n++) {
      answers.push(wholeAnswer(await stranger().post('/forgot-password', { email: anna.email })));
      await house.mailsTo(anna.email);
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const mails = await house.mailsTo(anna.email);
    expect(mails).toHaveLength(before + 5);
    const token = tokenIn(mails.at(-1), 'reset-password');
    const password = 'nine grey otters sleeping';
    expect((await stranger().post('/reset-password', { token, password })).status).toBe(200);
  });

  test('twenty requests at once are no way around it', async () => {
    const anna = await house.customer();
    house.clock.advance(HOUR);
    const before = (await house.mailsTo(anna.email)).length;
    await Promise.all(Array.from({ length: 20 }, () => stranger().post('/forgot-password', { email: anna.email })));
    const mails = await house.mailsTo(anna.email);
    expect(mails).toHaveLength(before + 5);
  });

  test('sign-ups with a taken address and resets share one budget', async () => {
    const anna = await house.customer();
    house.clock.advance(HOUR);
    const before = (await house.mailsTo(anna.email)).length;
    for (let n = 0; n < 3; n++) {
      expect((await stranger(anna.email).signUp()).status).toBe(202);
      expect((await stranger().post('/forgot-password', { email: anna.email.toUpperCase() })).status).toBe(202);
    }
    expect(await subjects(anna.email)).toHaveLength(before + 5);
    house.clock.advance(HOUR);
    await stranger().post('/forgot-password', { email: anna.email });
    expect(await subjects(anna.email)).toHaveLength(before + 6);
  });

  test('the sixth sign-up with a free address sends nothing, and the fifth link still makes the account', async () => {
    const email = 'wanted@example.test';
    const visitors = Array.from({ length: 6 }, () => stranger(email));
    for (const visitor of visitors) {
      expect((await visitor.signUp()).status).toBe(202);
      await house.mailsTo(email);
    }
    const mails = await house.mailsTo(email);
    expect(mails).toHaveLength(5);
    const token = tokenIn(mails.at(-1), 'verify-address');
    expect((await visitors[4]?.post('/verify-address', { token, password: visitors[4].password }))?.status).toBe(200);
    expect((await visitors[4]?.signIn())?.status).toBe(200);
  });

  test('one network that asks for many people’s mails is told to wait, alike for known and unknown', async () => {
    const anna = await house.customer();
    const statuses: number[] = [];
    const network = (n: number) => house.visitor({ address: `14.0.0.${n + 1}` });
    for (let n = 0; n < 60; n++)
      statuses.push((await network(n).post('/forgot-password', { email: `p${n}@example.test` })).status);
    expect(new Set(statuses)).toEqual(new Set([202]));
    const refused = [];
    for (const email of [anna.email, 'unknown@example.test']) {
      const visitor = network(99);
      visitor.cookies.set('browser', 'b'.repeat(43));
      refused.push(wholeAnswer(await visitor.post('/forgot-password', { email })));
    }
    expect(refused[0]?.status).toBe(429);
    expect(refused[0]).toEqual(refused[1]);
  });
});

test('what the owner must be told arrives after all of it: alert, changed password, “this wasn’t me”', async () => {
  const anna = await house.customer();
  for (let n = 0; n < 10; n++) {
    await stranger().post('/forgot-password', { email: anna.email });
    await stranger(anna.email).signUp();
  }
  const before = (await house.mailsTo(anna.email)).length;
  expect((await anna.signIn()).status).toBe(200);
  const alert = (await house.mailsTo(anna.email)).at(-1);
  expect(await subjects(anna.email)).toHaveLength(before + 1);
  expect(alert?.text).toContain('/not-me/');
  const password = 'nine grey otters sleeping';
  expect((await anna.post('/security/password', { current: anna.password, password })).status).toBe(200);
  expect(await subjects(anna.email)).toHaveLength(before + 2);
  expect((await stranger().post(`/not-me/${tokenIn(alert, 'not-me')}`)).status).toBe(200);
  expect((await subjects(anna.email)).length).toBeGreaterThanOrEqual(before + 3);
});

test('whoever pressed "this wasn’t me" gets a link to a new password, however many mails strangers had us send', async () => {
  const anna = await house.customer();
  await anna.signIn();
  const notMe = tokenIn((await house.mailsTo(anna.email)).at(-1), 'not-me');
  house.clock.advance(HOUR);
  for (let n = 0; n < 6; n++) await stranger().post('/forgot-password', { email: anna.email });
  const flooded = (await house.mailsTo(anna.email)).length;

  expect((await stranger().post(`/not-me/${notMe}`)).json).toEqual({ next: 'reset-password' });
  const told = (await house.mailsTo(anna.email)).slice(flooded);
  const link = told.map(({ text }) => /reset-password\?token=([\w-]+)/.exec(text)?.[1]).find(Boolean);
  const password = 'seven loud herons dancing';
  expect((await stranger().post('/reset-password', { token: link, password })).status).toBe(200);
  expect((await anna.elsewhere().signIn(password)).json).toEqual({ next: 'done' });
});
