import { describe, expect, test } from 'vitest';
import { openHouse } from './house.ts';

const house = await openHouse();

describe('the main job', () => {
  test('sign up, confirm, two wrong passwords, sign in, see it in the history, be told by mail, sign out', async () => {
    const anna = await house.customer({ address: '198.51.100.7' });
    const stranger = anna.elsewhere({ address: '203.0.113.5' });
    expect((await stranger.signIn('not the password at all')).status).toBe(401);
    expect((await stranger.signIn('not the password either')).status).toBe(401);
    const signedIn = await anna.signIn();
    expect(signedIn.json).toEqual({ next: 'done' });

    const { events } = (await anna.get('/security/login-history')).json;
    expect(events[0]).toMatchObject({ attemptsBefore: 2, attemptAddresses: ['203.0.113.5'], outcome: 'success' });

    const alert = (await house.mailsTo(anna.email)).at(-1);
    expect(alert?.text).toContain('/not-me/');
    expect(alert?.text).toContain('198.51.100.7');
    expect(alert?.html).toContain('198.51.100.7');

    expect((await anna.get('/session')).json.user.email).toBe(anna.email);
    expect((await anna.post('/sign-out')).status).toBe(204);
    expect((await anna.get('/session')).status).toBe(401);
  });
});
