import { describe, expect, test } from 'vitest';
import { must, totp } from '../../../test/authenticator-app.ts';
import { openHouse } from '../../../test/house.ts';
import type { Visitor } from '../../../test/visitor.ts';

/*
 * The attacker watches somebody set up an app on a phone whose clock is ahead: a code that was shown too early comes true
 * minutes later. Or they keep an unfinished enrolment alive in a session they have, until it can be used.
 */

const house = await openHouse();
const MINUTES = 60_000;
const ENROLMENT = '/security/two-factor/enrolment';

async function begin(): Promise<{ visitor: Visitor; secret: string; confirm(steps?: number): Promise<number> }> {
  const visitor = await house.customer();
  must(200, await visitor.signIn());
  const { secret } = must(201, await visitor.post(ENROLMENT)).json;
  const confirm = async (steps = 0) =>
    (await visitor.post(`${ENROLMENT}/confirm`, { code: totp(secret, house.clock.now(), steps) })).status;
  return { visitor, secret, confirm };
}

describe('a clock that was ahead and is set right', () => {
  test('confirms with the right code at once', async () => {
    const { visitor, confirm } = await begin();
    expect(await confirm(24)).toBe(422);
    expect(await confirm(20)).toBe(422);
    expect(await confirm()).toBe(200);
    must(200, await visitor.post(`${ENROLMENT}/saved`));
  });

  test('has spent the code it showed: it is refused when its time comes, in the enrolment', async () => {
    const { confirm } = await begin();
    expect(await confirm(6)).toBe(422);
    house.clock.advance(3 * MINUTES);
    expect(await confirm()).toBe(422);
    house.clock.advance(30_000);
    expect(await confirm()).toBe(200);
  });

  test('and at the sign-in, where the codes beside it are taken', async () => {
    const { visitor, secret, confirm } = await begin();
    expect(await confirm(24)).toBe(422);
    expect(await confirm()).toBe(200);
    must(200, await visitor.post(`${ENROLMENT}/saved`));
    const signIn = async () => {
      const browser = visitor.elsewhere();
      must(200, await browser.signIn());
      const code = totp(secret, house.clock.now());
      return (await browser.post('/sign-in/second-factor', { method: 'totp', code })).status;
    };
    house.clock.advance(23 * 30_000);
    expect(await signIn()).toBe(200);
    house.clock.advance(30_000);
    expect(await signIn()).toBe(401);
    house.clock.advance(30_000);
    expect(await signIn()).toBe(200);
  });
});

test('confirming again does not keep an enrolment alive: ten minutes from the first time it is over', async () => {
  const { visitor, confirm } = await begin();
  expect(await confirm()).toBe(200);
  house.clock.advance(9 * MINUTES);
  expect(await confirm()).toBe(200);
  house.clock.advance(1 * MINUTES + 1000);
  must(200, await visitor.post('/step-up', { method: 'password', password: visitor.password }));
  expect(await confirm()).toBe(409);
  expect((await visitor.post(`${ENROLMENT}/saved`)).status).toBe(409);
});
