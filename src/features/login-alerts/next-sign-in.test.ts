import { expect, test } from 'vitest';
import { customerWithPhone, must, signInWithPhone } from '../../../test/authenticator-app.ts';
import { openHouse } from '../../../test/house.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { HOUR } from '../../foundations/clock.ts';

/* What happened since the last sign-in is told by mail, and shown again at the next one: a mail may be lost (NM-3). */

const house = await openHouse();
const STRANGE = '203.0.113.77';
const WARNING = 'class="notice notice-warning"';

async function seenAtNextSignIn(visitor: Visitor) {
  const { latestSignIn } = (await visitor.get('/security')).json;
  return { latestSignIn, page: (await visitor.page('/security')).text };
}

test.each(['every', 'new-devices', 'off'])(
  'wrong passwords are shown at the next sign-in (alerts: %s)',
  async (mode) => {
    const anna = await house.customer();
    must(200, await anna.signIn());
    if (mode !== 'every') must(200, await anna.post('/security/login-alerts', { mode }));
    const calm = await seenAtNextSignIn(anna);
    expect(calm.latestSignIn).toMatchObject({ attemptsBefore: 0, address: anna.address });
    expect(calm.page).not.toContain(WARNING);
    const thief = anna.elsewhere({ address: STRANGE });
    for (let n = 0; n < 3; n++) expect((await thief.signIn(`wrong guess ${n} of mine`)).status).toBe(401);
    house.clock.advance(HOUR);
    const mails = (await house.mailsTo(anna.email)).length;
    must(200, await anna.signIn());
    const { latestSignIn, page } = await seenAtNextSignIn(anna);
    expect(latestSignIn).toMatchObject({ attemptsBefore: 3, at: house.clock.now().toISOString() });
    expect(page).toMatch(/Failed attempts before it(?:<[^>]*>)+3</);
    expect(page).toContain(WARNING);
    expect(page).toContain('href="/security/login-history"');
    // The same in the mail, where one is wanted: a success after failures is out of the ordinary.
    const alerts = (await house.mailsTo(anna.email)).slice(mails);
    expect(alerts.map(({ subject }) => subject.includes('after 3 failed attempts'))).toEqual(
      mode === 'off' ? [] : [true],
    );
  },
);

test('the right password with a wrong code is shown at the next sign-in as well, and was mailed at once', async () => {
  const { visitor: anna, phone } = await customerWithPhone(house);
  const mails = (await house.mailsTo(anna.email)).length;
  const thief = anna.elsewhere({ address: STRANGE });
  must(200, await thief.signIn());
  expect((await thief.post('/sign-in/second-factor', { method: 'totp', code: '000000' })).status).toBe(401);
  const [alert, ...others] = (await house.mailsTo(anna.email)).slice(mails);
  expect([alert?.text.includes(STRANGE), others]).toEqual([true, []]);
  house.clock.advance(HOUR);
  must(200, await signInWithPhone(anna, phone));
  const { latestSignIn, page } = await seenAtNextSignIn(anna);
  expect(latestSignIn.attemptsBefore).toBe(1);
  expect(page).toMatch(/Failed attempts before it(?:<[^>]*>)+1</);
  expect(page).toContain(WARNING);
});

test('a sign-in of somebody else is shown at the next one of mine, beside it', async () => {
  const anna = await house.customer();
  must(200, await anna.signIn());
  expect((await seenAtNextSignIn(anna)).latestSignIn.before).toBeNull();
  house.clock.advance(HOUR);
  must(200, await anna.elsewhere({ address: STRANGE }).signIn());
  const theirs = house.clock.now().toISOString();
  house.clock.advance(HOUR);
  must(200, await anna.signIn());
  const { latestSignIn, page } = await seenAtNextSignIn(anna);
  expect(latestSignIn).toMatchObject({ address: anna.address, before: { at: theirs, address: STRANGE } });
  expect(page).toContain(STRANGE);
});
