import { describe, expect, test } from 'vitest';
import { openHouse } from './house.ts';

const house = await openHouse();

describe('the frame around the pages of someone signed in', () => {
  test('says who is signed in, offers to sign out and knows when the session ends', async () => {
    const anna = await house.customer();
    await anna.signIn();
    for (const path of ['/security', '/security/password', '/personal-information', '/guide', '/step-up']) {
      const { text } = await anna.page(path);
      expect(text).toContain(anna.email);
      expect(text).toContain('action="/sign-out"');
      expect(text).toContain('<session-clock');
    }
  });

  test('is in the language of the user, not of the browser', async () => {
    const anna = await house.customer();
    await anna.signIn();
    await anna.post('/personal-information', { locale: 'fr' });
    const { text } = await anna.get('/security', { accept: 'text/html', 'accept-language': 'en' });
    expect(text).toContain('<html lang="fr">');
    expect(text).toContain('Se déconnecter');
  });

  test('stays around a refused form and a request for a fresh proof', async () => {
    const anna = await house.customer();
    await anna.signIn();
    const refused = await anna.form('/security/login-alerts', { mode: 'sometimes' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('action="/sign-out"');
    house.clock.advance(11 * 60 * 1000);
    const asked = await anna.form('/security/login-alerts', { mode: 'off' });
    expect(asked.status).toBe(403);
    expect(asked.text).toContain('action="/sign-out"');
  });

  test('stays around an error, so that whoever meets one can still sign out (SE-6)', async () => {
    const anna = await house.customer();
    await anna.signIn();
    await house.database.pool.query('alter table login_alert_settings rename to login_alert_settings_away');
    const failed = await anna.page('/security/login-alerts');
    await house.database.pool.query('alter table login_alert_settings_away rename to login_alert_settings');
    expect(failed.status).toBe(500);
    expect(failed.text).toContain('action="/sign-out"');
    expect(failed.text).not.toContain('login_alert_settings');
  });
});
