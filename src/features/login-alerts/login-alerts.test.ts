import { beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { DAY } from '../../foundations/clock.ts';
import type { Visit } from '../../foundations/http/index.ts';
import { createOneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import { startOfficialMail } from '../official-mail/testing/start-official-mail.tsx';
import type { AlertableSignIn } from './alert-of-sign-in.ts';
import { createLoginAlerts } from './index.ts';

const database = await openTestDatabase();

beforeEach(async () => {
  await database.pool.query(
    'truncate official_mails, one_time_tokens, login_alert_settings, rate_limits, graphile_worker._private_jobs, users cascade',
  );
});

function start() {
  const mail = startOfficialMail(database);
  const oneTimeTokens = createOneTimeTokens({ clock: mail.clock });
  const changes: unknown[] = [];
  const alerts = createLoginAlerts({
    database,
    clock: mail.clock,
    users: { lock: async () => null },
    officialMail: mail,
    oneTimeTokens,
    recipients: mail.recipients,
    describeOrigin: ({ address }) => ({ address, country: null, network: null, browser: null, system: null }),
    commitChange: async (_, change) => {
      changes.push(change);
      return { changeId: 'chg_1' };
    },
  });
  const alertOf = (signIn: AlertableSignIn) => database.transaction((tx) => alerts.alertOfSignIn(tx, signIn));
  const visit = (body: Record<string, unknown> = {}, query: Record<string, string> = {}) =>
    ({
      body,
      query,
      params: {},
      locale: 'en',
      timeZone: 'UTC',
      formToken: 'form',
      now: mail.clock.now(),
      client: CLIENT,
    }) as Visit;
  return { mail, oneTimeTokens, changes, alerts, alertOf, visit };
}

const CLIENT = { address: '203.0.113.37', prefix: '203.0.113.0/24', userAgent: '' };
const sessionOf = (userId: string) => ({ id: 'ses_1', userId, methods: ['password'], assurance: 'aal1' });

function signInOf(userId: string, event: Partial<AlertableSignIn['event']> = {}): AlertableSignIn {
  return {
    userId,
    sessionId: 'ses_1',
    address: '203.0.113.37',
    methods: ['password'],
    event: {
      eventId: 'evt_1',
      at: new Date('2026-11-24T08:12:00.000Z'),
      attemptsBefore: 0,
      attemptAddresses: [],
      previousSuccessAt: null,
      knownDevice: true,
      knownNetwork: true,
      place: { country: 'FR', network: 'Example Telecom' },
      clientDescription: { browser: 'Firefox 148', system: 'Linux' },
      ...event,
    },
  };
}

describe('a login alert', () => {
  it('tells time with zone, device, place, address, method and the attempts before, in both parts', async () => {
    const { mail, alertOf } = start();
    const { id } = await mail.addUser();
    await alertOf(
      signInOf(id, { attemptsBefore: 2, attemptAddresses: ['198.51.100.7', '2001:db8::7'], knownDevice: false }),
    );
    await mail.jobs.runPending();
    const [alert] = mail.sent;
    expect(alert?.subject).toBe('New sign-in to your Gatehouse account after 2 failed attempts');
    for (const part of [alert?.text, alert?.html]) {
      for (const fact of [
        '24 November 2026 at 09:12 CET',
        'Firefox 148 on Linux',
        'France, Example Telecom (approximate)',
        '203.0.113.37',
        'Password',
        '2 failed attempts since the last sign-in, from 198.51.100.7 and 2001:db8::7',
        'You have not signed in with this browser before.',
        'https://account.example.com/security/login-alerts',
        'support@example.com',
      ]) {
        expect(part).toContain(fact);
      }
    }
  });

  it('speaks the user’s language', async () => {
    const { mail, alertOf } = start();
    const { id } = await mail.addUser({ locale: 'fr' });
    await alertOf({ ...signInOf(id, { place: { country: 'DE', network: null } }), methods: ['password', 'totp'] });
    await mail.jobs.runPending();
    const [alert] = mail.sent;
    expect(alert?.subject).toBe('Nouvelle connexion à votre compte Gatehouse');
    expect(alert?.text).toContain('24 novembre 2026 à 09:12 UTC+1');
    expect(alert?.text).toContain('Allemagne (approximatif)');
    expect(alert?.text).toContain('Mot de passe et Application d’authentification');
    expect(alert?.html).toContain('lang="fr"');
  });

  it('says what it does not know, instead of leaving it out', async () => {
    const { mail, alertOf } = start();
    const { id } = await mail.addUser();
    const unknown = { place: { country: null, network: null }, clientDescription: { browser: null, system: null } };
    await alertOf({ ...signInOf(id, unknown), address: null });
    await mail.jobs.runPending();
    for (const words of ['Unknown browser', 'Unknown place', 'Unknown address'])
      expect(mail.sent[0]?.text).toContain(words);
  });

  it('lists a few addresses and counts the others', async () => {
    const { mail, alertOf } = start();
    const { id } = await mail.addUser();
    const attemptAddresses = Array.from({ length: 40 }, (_, n) => `198.51.100.${n}`);
    await alertOf(signInOf(id, { attemptsBefore: 90, attemptAddresses }));
    await mail.jobs.runPending();
    expect(mail.sent[0]?.text).toContain('198.51.100.4 and 35 more addresses');
    expect(mail.sent[0]?.text).not.toContain('198.51.100.5');
  });

  it('carries a link of its own that is good for seven days and knows which sign-in it is about', async () => {
    const { mail, alertOf, oneTimeTokens } = start();
    const { id } = await mail.addUser();
    await alertOf(signInOf(id));
    await alertOf({ ...signInOf(id, { eventId: 'evt_2' }), sessionId: 'ses_2' });
    await mail.jobs.runPending();
    const tokens = mail.sent.map(
      ({ text }) => /https:\/\/account\.example\.com\/not-me\/([\w-]{43})\n/.exec(text)?.[1] ?? '',
    );
    mail.pass(7 * DAY - 1000);
    const found = await Promise.all(tokens.map((token) => oneTimeTokens.peek(database.queries, 'not-me', token)));
    expect(
      found.map((token) => token?.data).sort((a, b) => (String(a?.eventId) < String(b?.eventId) ? -1 : 1)),
    ).toEqual([
      { sessionId: 'ses_1', eventId: 'evt_1' },
      { sessionId: 'ses_2', eventId: 'evt_2' },
    ]);
    expect(found.every((token) => token?.subject === id)).toBe(true);
    mail.pass(1000);
    expect(await oneTimeTokens.peek(database.queries, 'not-me', tokens[0] ?? '')).toBeNull();
    expect(JSON.stringify(await mail.rows())).not.toContain(tokens[0]);
  });

  it('belongs to the sign-in: rolled back, there is neither mail nor link', async () => {
    const { mail, alerts } = start();
    const { id } = await mail.addUser();
    const failing = database.transaction(async (tx) => {
      await alerts.alertOfSignIn(tx, signInOf(id));
      throw new Error('no session');
    });
    await expect(failing).rejects.toThrow('no session');
    await mail.jobs.runPending();
    const { rows } = await database.pool.query('select 1 from one_time_tokens');
    expect([mail.sent, await mail.rows(), rows]).toEqual([[], [], []]);
  });

  it('comes as the user chose', async () => {
    const { mail, alerts, alertOf, visit } = start();
    const { id } = await mail.addUser();
    await alerts.routes.change(visit({ mode: 'new-devices' }), sessionOf(id));
    await alertOf(signInOf(id));
    expect(await mail.rows()).toHaveLength(0);
    await alertOf(signInOf(id, { knownDevice: false }));
    expect(await mail.rows()).toHaveLength(1);
    await alerts.routes.change(visit({ mode: 'off' }), sessionOf(id));
    await alertOf(signInOf(id, { knownDevice: false }));
    expect(await mail.rows()).toHaveLength(1);
    const { rows } = await database.pool.query('select 1 from one_time_tokens');
    expect(rows).toHaveLength(1);
  });
});

describe('the page', () => {
  it('tells mode and addresses, and explains each mode', async () => {
    const { mail, alerts, visit } = start();
    const { id } = await mail.addUser({ addresses: ['a@example.org', 'b@example.org'] });
    const reply = await alerts.routes.show(visit(), sessionOf(id));
    expect(reply).toMatchObject({
      kind: 'page',
      json: { mode: 'every', addresses: ['a@example.org', 'b@example.org'] },
    });
    const html = reply.kind === 'page' ? String(reply.page.content) : '';
    for (const text of [
      'a@example.org',
      'On every sign-in',
      'New devices only',
      'Off',
      '/guide/login-alerts',
      '/personal-information',
    ]) {
      expect(html).toContain(text);
    }
  });

  it('keeps a change, says so, and tells it on as a security change only when fewer alerts will come', async () => {
    const { mail, alerts, changes, visit } = start();
    const { id } = await mail.addUser();
    const change = (mode: string) => alerts.routes.change(visit({ mode }), sessionOf(id));
    expect(await change('off')).toEqual({
      kind: 'done',
      status: 200,
      json: { mode: 'off' },
      location: '/security/login-alerts?saved=off',
    });
    await change('off');
    await change('every');
    expect(changes).toMatchObject([
      {
        userId: id,
        kind: 'login-alerts-changed',
        actor: { client: CLIENT, session: { id: 'ses_1' } },
        before: { mode: 'every' },
        after: { mode: 'off' },
        endSessions: 'none',
        parameters: { before: 'every', after: 'off', address: '203.0.113.37', at: mail.clock.now().toISOString() },
      },
    ]);
    const shown = await alerts.routes.show(visit({}, { saved: 'every' }), sessionOf(id));
    expect(shown.kind === 'page' && String(shown.page.content)).toContain(
      'From now on you get a mail on every sign-in.',
    );
  });

  it('refuses any other mode at its field and keeps what was', async () => {
    const { mail, alerts, visit } = start();
    const { id } = await mail.addUser();
    for (const body of [{ mode: 'never' }, {}, { mode: ['off'] }, { mode: 'off', extra: '1' }]) {
      const reply = await alerts.routes.change(visit(body), sessionOf(id));
      expect(reply).toMatchObject({ kind: 'refusal', problem: { type: 'invalid-input' } });
    }
    expect(await alerts.modeOf(database.queries, id)).toBe('every');
  });

  it('of two changes at once each knows what it changed', async () => {
    const { mail, alerts, changes, visit } = start();
    const { id } = await mail.addUser();
    await Promise.all([1, 2, 3].map(() => alerts.routes.change(visit({ mode: 'off' }), sessionOf(id))));
    expect(changes).toHaveLength(1);
  });

  it('changes nothing when the change cannot be told', async () => {
    const { mail, visit } = start();
    const { id } = await mail.addUser();
    const alerts = createLoginAlerts({
      database,
      clock: mail.clock,
      users: { lock: async () => null },
      officialMail: mail,
      oneTimeTokens: createOneTimeTokens({ clock: mail.clock }),
      recipients: mail.recipients,
      describeOrigin: ({ address }) => ({ address, country: null, network: null, browser: null, system: null }),
      commitChange: async () => {
        throw new Error('journal away');
      },
    });
    await expect(alerts.routes.change(visit({ mode: 'off' }), sessionOf(id))).rejects.toThrow('journal away');
    expect(await alerts.modeOf(database.queries, id)).toBe('every');
  });
});
