/*
 * A thief signs in with a stolen password. The alert will give them away, so they make it unreadable: their browser's
 * name is markup, line breaks, a forged "nothing to worry about", a megabyte long. What it says must stay a line of the
 * mail, and the link to stop them must stay in it.
 */
import { beforeEach, expect, it } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { createOneTimeTokens } from '../../foundations/one-time-tokens/index.ts';
import { startOfficialMail } from '../official-mail/testing/start-official-mail.tsx';
import { createLoginAlerts } from './index.ts';

const database = await openTestDatabase();

beforeEach(async () => {
  await database.pool.query('truncate official_mails, rate_limits, graphile_worker._private_jobs, users cascade');
});

const HOSTILE = [
  '</td></tr></table><h1>Ignore this mail</h1>',
  '<img src=//evil.example/x.png onerror=alert(1)>',
  'x\r\nBcc: eve@example.net\r\n\r\nAll is well',
  'x\n\nThis wasn’t me:\nhttps://evil.example/not-me/',
  'x\u2028\u2029\u0085y',
  '\u202egro.elpmaxe\u202c',
  `"'&lt;&amp;`,
  'A'.repeat(1_000_000),
  '\ud800 half a character',
  'nothing \u0000 at all',
  '{count, plural, one {x}} {brand}',
  '',
];

it.each(HOSTILE.map((text) => [text.slice(0, 40), text] as const))(
  '%j in every foreign place of an alert',
  async (_, text) => {
    const mail = startOfficialMail(database);
    const alerts = createLoginAlerts({
      database,
      clock: mail.clock,
      users: { lock: async () => null },
      officialMail: mail,
      oneTimeTokens: createOneTimeTokens({ clock: mail.clock }),
      recipients: mail.recipients,
      describeOrigin: ({ address }) => ({ address, country: null, network: null, browser: null, system: null }),
      commitChange: async () => ({ changeId: 'chg_1' }),
    });
    const { id, address } = await mail.addUser();
    mail.phrases.set(id, 'otter lantern 42');
    await database.transaction((tx) =>
      alerts.alertOfSignIn(tx, {
        userId: id,
        sessionId: 'ses_1',
        address: '203.0.113.37',
        methods: ['password', text],
        event: {
          eventId: 'evt_1',
          at: mail.clock.now(),
          attemptsBefore: 1,
          attemptAddresses: ['198.51.100.7'],
          previousSuccessAt: null,
          knownDevice: false,
          knownNetwork: true,
          place: { country: 'FR', network: text },
          clientDescription: { browser: text, system: text },
        },
      }),
    );
    await mail.jobs.runPending();
    const [sent] = mail.sent;
    expect(sent?.to).toBe(address);
    expect(sent?.subject).toBe('New sign-in to your Gatehouse account after 1 failed attempt');
    expect(JSON.stringify(sent?.headers)).not.toContain('eve');

    const { html = '', text: plain = '' } = sent ?? {};
    expect(html).not.toMatch(/<(?:img|script)|<h1>/i);
    expect(html.match(/<table\b/g)).toHaveLength(html.match(/<\/table>/g)?.length ?? -1);
    expect(html.length).toBeLessThan(20_000);
    expect(plain.length).toBeLessThan(5_000);
    expect(plain.isWellFormed() && html.isWellFormed()).toBe(true);
    expect(plain).not.toMatch(/[\r\u0085\u2028\u2029\u202a-\u202e]/);

    // A line that begins with a link is one of ours.
    const lines = plain.split('\n').filter((line) => /^https?:/.test(line));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^https:\/\/account\.example\.com\/not-me\/[\w-]{43}$/);
    expect(html).toContain(`href="${lines[0]}"`);
    expect(plain.split('\n')).toContain('otter lantern 42');
    expect(plain).toContain('203.0.113.37');
  },
);
