/*
 * A forger has seen mails of ours, perhaps gets some of their own, and makes one that looks the same: another link, another
 * subject, a copied number, a signature of their own, a second header, a third part. Or they want to learn from the page who
 * has an account, or to make a number say “genuine”. Or they hand in megabytes, so that we drown.
 */
import { generateKeyPairSync } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openHouse } from '../../../test/house.ts';
import { readTables } from '../../../test/read-tables.ts';
import type { Answer, Visitor } from '../../../test/visitor.ts';
import { DAY } from '../../foundations/clock.ts';
import { silentLog } from '../../foundations/log.ts';
import { createSmtpTransport, type OutgoingMail } from '../../foundations/mail-transport/index.ts';
import { startSmtpSink } from '../../foundations/mail-transport/testing/start-smtp-sink.ts';
import { countStatements } from '../passwords/testing.ts';

const newKey = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const [ownKey, oldKey, evilKey] = [newKey(), newKey(), newKey()];
const FROM = 'Gatehouse <no-reply@mail.example.com>';
const PHRASE = 'otter lantern 42';
const MIB = 1024 * 1024;

const sink = await startSmtpSink({ disabledCommands: ['STARTTLS', 'AUTH'] });
const smtp = createSmtpTransport({
  url: `smtp://localhost:${sink.port}`,
  log: silentLog,
  dkim: { selector: 'a2026', privateKey: ownKey },
});
const house = await openHouse({
  environment: { MAIL_FROM: FROM, DKIM_KEYS: `selector a2026\n${ownKey}\nselector b2025\n${oldKey}` },
  // To the mailbox as ever, and over the wire as well.
  transport: {
    async send(mail: OutgoingMail) {
      await smtp.send(mail);
      await house.parts.mailbox.send(mail);
    },
    close() {},
  },
});
afterAll(async () => {
  smtp.close();
  await sink.close();
});

const anna = await house.customer();
await anna.signIn();
await anna.post('/security/anti-phishing-code', { phrase: PHRASE });
await anna.elsewhere().signIn();
await house.mailsTo(anna.email);
const received = sink.received.filter(({ recipients }) => recipients.includes(anna.email)).at(-1);
const genuine = received?.raw ?? '';
const number = /^X-Message-Number: (\S+)/m.exec(genuine)?.[1] ?? '';

beforeEach(async () => {
  await house.database.pool.query("delete from rate_limits where key like 'POST /check-mail%'");
});

const check = (message: string, visitor: Visitor = house.visitor()) => visitor.post('/check-mail/message', { message });
const signsOf = ({ json }: Answer) => [json.verdict, ...json.signs];

describe('a mail of ours', () => {
  test('is recognised word for word, signed, with the day and the masked address it went to', async () => {
    expect((await check(genuine)).json).toEqual({
      verdict: 'as-sent',
      number,
      sent: {
        kind: 'notice',
        day: house.clock.now().toISOString().slice(0, 10),
        to: expect.stringContaining('•••@example.test'),
        yours: null,
      },
      signature: 'valid',
      signs: [],
      links: [],
    });
    expect((await check(genuine, anna)).json.sent.yours).toBe(true);
  });

  test('is still itself after what mail servers and mail programs do on the way', async () => {
    const trace =
      'Return-Path: <no-reply@mail.example.com>\r\nReceived: from a by b; x\r\nAuthentication-Results: b; dkim=pass\r\nUI-InboundReport: notjunk:1;M01:P0\r\n';
    const ways = {
      'other line ends': genuine.replaceAll('\r\n', '\n'),
      'headers of the way': `${trace}${genuine}`,
      'a line of a mail folder': `From no-reply@mail.example.com Tue Nov 24 08:00:00 2026\n${genuine}`,
      'blank lines around it': `\n\n${genuine}\r\n\r\n`,
    };
    for (const [way, message] of Object.entries(ways)) {
      expect(signsOf(await check(message)), way).toEqual(['as-sent']);
      expect((await check(message)).json.signature, way).toBe('valid');
    }
    // A server that unpacks the parts makes another mail of it, whose words two programs may read differently.
    const unpacked = withParts(genuine, (part) => part);
    expect(signsOf(await check(unpacked))).toEqual(['changed', 'text-changed', 'signature-invalid']);
  });

  test('passed on to somebody else is no mail of theirs', async () => {
    const eve = await house.customer();
    await eve.signIn();
    const answer = await check(genuine, eve);
    expect([answer.json.verdict, answer.json.sent.yours]).toEqual(['as-sent', false]);
    const page = await eve.form('/check-mail/message', { message: genuine });
    expect(page.text).toContain('This mail was not for you');
    expect(page.text).not.toMatch(/notice-good/);
  });

  test('signed with the key before is known by it as well', async () => {
    const signed = await signAs({ domainName: 'mail.example.com', keySelector: 'b2025', privateKey: oldKey });
    expect((await check(signed)).json.signature).toBe('valid');
  });
});

describe('a forged mail', () => {
  const LINK = /http:\/\/localhost:3000\/not-me\/[\w-]+/g;
  const forgeries: [name: string, make: () => string | Promise<string>, expected: string[]][] = [
    [
      'with another link',
      () =>
        withoutSignature(withParts(genuine, (part) => part.replace(LINK, 'https://account-check.example/not-me/x'))),
      ['changed', 'text-changed', 'signature-missing', 'foreign-links'],
    ],
    [
      'with a link hidden behind ours',
      () =>
        withoutSignature(
          withParts(genuine, (part) =>
            part.replace('</body>', '<a href="http://localhost:3000@evil.example/">http://localhost:3000/</a></body>'),
          ),
        ),
      ['changed', 'text-changed', 'signature-missing', 'foreign-links'],
    ],
    [
      'with one word changed',
      () => withoutSignature(withParts(genuine, (part) => part.replace('password', 'Password'))),
      ['changed', 'text-changed', 'signature-missing'],
    ],
    [
      'with a changed body under our signature',
      () => genuine.replace('password', 'Password'),
      ['changed', 'text-changed', 'signature-invalid'],
    ],
    [
      'with another number',
      () => withoutSignature(genuine.replaceAll(number, 'AAAA-BBBB-CCCC-DD')),
      ['not-ours', 'number-unknown'],
    ],
    [
      'with a number of ours in other words',
      () => `From: ${FROM}\nTo: x@example.test\nSubject: Act now\n\nNumber ${number}\nhttps://evil.example/`,
      [
        'changed',
        'text-changed',
        'recipient-differs',
        'subject-changed',
        'date-changed',
        'signature-missing',
        'foreign-links',
      ],
    ],
    [
      'without a number',
      () => `From: ${FROM}\nSubject: Act now\n\nhttps://evil.example/`,
      ['not-ours', 'number-missing', 'foreign-links'],
    ],
    [
      'with two numbers',
      () => withoutSignature(genuine.replace(`X-Message-Number: ${number}`, 'X-Message-Number: AAAA-BBBB-CCCC-DD')),
      ['changed', 'number-differs', 'signature-missing'],
    ],
    [
      'from another domain',
      () => withoutSignature(genuine.replace(FROM, 'Gatehouse <no-reply@mail-example.com>')),
      ['changed', 'sender-differs', 'signature-missing'],
    ],
    [
      'from two senders',
      () => withoutSignature(genuine.replace(/^From: .*$/m, `From: ${FROM}, eve@evil.example`)),
      ['changed', 'sender-differs', 'signature-missing'],
    ],
    [
      'with a second sender in front',
      () => `From: eve@evil.example\r\n${genuine}`,
      ['changed', 'sender-differs', 'header-doubtful', 'signature-invalid'],
    ],
    [
      'with a second subject',
      () => withoutSignature(`Subject: Your account is closed\r\n${genuine}`),
      ['changed', 'subject-changed', 'header-doubtful', 'signature-missing'],
    ],
    [
      'with another subject under our signature',
      () => genuine.replace(/^Subject: .*$/m, 'Subject: Your account is closed'),
      ['changed', 'subject-changed', 'signature-invalid'],
    ],
    [
      'with an address to answer to',
      () => withoutSignature(`Reply-To: eve@evil.example\r\n${genuine}`),
      ['changed', 'header-doubtful', 'signature-missing'],
    ],
    [
      'sent again years later',
      () => withoutSignature(genuine.replace(/^Date: .*$/m, 'Date: Wed, 24 Nov 2027 08:00:00 +0000')),
      ['changed', 'date-changed', 'signature-missing'],
    ],
    [
      'addressed to somebody else',
      () => withoutSignature(genuine.replace(/^To: .*$/m, 'To: victim@example.test')),
      ['changed', 'recipient-differs', 'signature-missing'],
    ],
    [
      'with a third part',
      () =>
        withoutSignature(
          genuine.replace(
            /(--[^\r\n]+)--\r?\n/,
            '$1\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<a href="https://evil.example">x</a>\r\n$1--\r\n',
          ),
        ),
      ['changed', 'text-changed', 'signature-missing', 'foreign-links'],
    ],
    [
      'with words before the first part',
      () => withoutSignature(genuine.replace('\r\n\r\n', '\r\n\r\nSome programs show this: https://evil.example\r\n')),
      ['changed', 'text-changed', 'signature-missing', 'foreign-links'],
    ],
    [
      'with words after the last part',
      () => withoutSignature(`${genuine}\r\nhttps://evil.example/\r\n`),
      ['changed', 'text-changed', 'signature-missing', 'foreign-links'],
    ],
    [
      'wrapped into another mail',
      () => `From: ${FROM}\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n${genuine}\r\n--x--\r\n`,
      ['changed', 'text-changed', 'recipient-differs', 'subject-changed', 'date-changed', 'signature-missing'],
    ],
    [
      'with two boundaries',
      () => withoutSignature(genuine.replace(/boundary="/, 'boundary="x"; boundary="')),
      ['changed', 'text-changed', 'signature-missing'],
    ],
    [
      'with a part that is a file',
      () =>
        withoutSignature(
          genuine.replace('Content-Type: text/plain', 'Content-Disposition: attachment\r\nContent-Type: text/plain'),
        ),
      ['changed', 'text-changed', 'signature-missing'],
    ],
    [
      'with a part in another alphabet',
      () =>
        withoutSignature(
          genuine.replace('Content-Type: text/html; charset=utf-8', 'Content-Type: text/html; charset=utf-7'),
        ),
      ['changed', 'text-changed', 'signature-missing'],
    ],
    [
      'signed by a forger in our name',
      () => signAs({ domainName: 'mail.example.com', keySelector: 'a2026', privateKey: evilKey }),
      ['changed', 'signature-invalid'],
    ],
    [
      'with a base64 part full of links',
      () =>
        `From: ${FROM}\nContent-Transfer-Encoding: base64\n\n${Buffer.from('<a href="https://evil.example/">our page</a> and some more words').toString('base64')}`,
      ['not-ours', 'number-missing', 'foreign-links'],
    ],
  ];

  test.each(forgeries)('%s is told', async (_, make, expected) => {
    const answer = await check(await make());
    expect(signsOf(answer)).toEqual(expected);
    if (expected.includes('foreign-links'))
      expect(answer.json.links.join()).toMatch(/evil\.example|account-check\.example/);
    const page = await house.visitor().form('/check-mail/message', { message: await make() });
    expect(page.text).toContain('notice-danger');
    expect(page.text).not.toContain('notice-good');
  });

  test('signed by the forger’s own domain bears no signature of ours', async () => {
    const signed = await signAs({ domainName: 'evil.example', keySelector: 'a2026', privateKey: evilKey });
    expect((await check(signed)).json.signature).toBe('absent');
  });

  test('with a signature that leaves the end of the body open is not covered by it', async () => {
    const open = genuine.replace(/bh=/, 'l=10; bh=');
    expect((await check(open)).json.signature).toBe('invalid');
  });
});

describe('the answer for a number', () => {
  test('tells kind, day and masked address, never “genuine”, and whether it went to whoever is signed in', async () => {
    const stranger = house.visitor();
    const typed = ` ${number.toLowerCase().replaceAll('-', ' ')} `;
    const known = await stranger.post('/check-mail', { number: typed });
    expect(known.json).toEqual({
      known: true,
      kind: 'notice',
      day: house.clock.now().toISOString().slice(0, 10),
      to: `v•••${anna.email.slice(anna.email.indexOf('@'))}`,
      yours: null,
    });
    expect((await anna.post('/check-mail', { number })).json.yours).toBe(true);
    const page = await stranger.form('/check-mail', { number });
    expect(page.text).toContain('can be copied');
    expect(page.text).not.toMatch(/notice-good|genuine/i);
    expect(page.text).not.toContain(anna.email);
  });

  test('for a number we never gave is the same for every such number', async () => {
    const answers = await Promise.all(
      ['AAAA-AAAA-AAAA-AA', 'ABCDEFGHIJKLMN', '2222-3333-4444-55'].map((typed) =>
        house.visitor().post('/check-mail', { number: typed }),
      ),
    );
    for (const { status, json } of answers) expect([status, json]).toEqual([200, { known: false }]);
  });

  test('costs as many statements for a number we gave as for one we did not, whoever asks', async () => {
    const stranger = house.visitor();
    const eve = await house.customer();
    await eve.signIn();
    for (const asking of [stranger, eve, anna]) {
      const costOf = (typed: string) =>
        countStatements(house.database, () => asking.post('/check-mail', { number: typed }));
      await costOf(number);
      const costs = [await costOf(number), await costOf('AAAA-AAAA-AAAA-AA'), await costOf(number)];
      expect(costs[0]).toBeGreaterThan(0);
      expect(new Set(costs).size, `${costs}`).toBe(1);
    }
  });

  test('of what is no number is said at the field', async () => {
    for (const typed of ['', 'ABCD', 'otter 42', `${number}X`, '😀'.repeat(14), '%', 'x'.repeat(500)]) {
      const { status, json } = await house.visitor().post('/check-mail', { number: typed });
      expect([status, json.errors?.[0]?.field]).toEqual([422, 'number']);
    }
  });

  test('cannot be asked for without end', async () => {
    const guesser = house.visitor();
    const statuses: number[] = [];
    for (let n = 0; n < 65; n++)
      statuses.push((await guesser.post('/check-mail', { number: 'AAAA-AAAA-AAAA-AA' })).status);
    expect([statuses.filter((status) => status === 200).length, statuses.at(-1)]).toEqual([60, 429]);
  });

  test('the folded notice’s number, which stands in no mail, is nobody’s', async () => {
    const { rows } = await house.database.pool.query(
      "update official_mails set state = 'folded' where number = $1 returning number",
      [number],
    );
    expect(rows).toHaveLength(1);
    expect((await house.visitor().post('/check-mail', { number })).json).toEqual({ known: false });
    await house.database.pool.query("update official_mails set state = 'delivered' where number = $1", [number]);
  });
});

describe('the anti-phishing code', () => {
  const SAYS = {
    en: 'This page never asks for your anti-phishing code, and neither do we.',
    fr: 'Cette page ne demande jamais votre code anti-hameçonnage, et nous non plus.',
  };

  test.each(Object.entries(SAYS))(
    'is never asked for, and every face of the page says so (%s)',
    async (locale, says) => {
      const forged = genuine.replace('Somebody', 'Nobody');
      const [stranger, reader] = [house.visitor(), await house.customer()];
      await reader.signIn();
      for (const asking of [stranger, reader]) {
        await asking.post('/preferences', { locale, return: '/check-mail' });
        const pages = [
          await asking.page('/check-mail'),
          await asking.form('/check-mail', { number }),
          await asking.form('/check-mail', { number: 'AAAA-AAAA-AAAA-AA' }),
          await asking.form('/check-mail', { number: '' }),
          await asking.form('/check-mail/message', { message: genuine }),
          await asking.form('/check-mail/message', { message: forged }),
          await asking.form('/check-mail/report', { message: forged }),
        ];
        for (const { text } of pages) {
          expect(text).toContain(says);
          const fields = [...text.matchAll(/<(?:input|textarea|select)\b(?![^>]*type="hidden")[^>]*\bname="([^"]+)"/g)];
          expect(fields.map(([, name]) => name)).toEqual(['message', 'number']);
        }
      }
    },
  );

  test('is not taken when it is given, and not said back', async () => {
    for (const [path, body] of [
      ['/check-mail', { number }],
      ['/check-mail/message', { message: genuine }],
      ['/check-mail/report', { message: genuine }],
    ] as const) {
      for (const name of ['code', 'phrase']) {
        const answer = await anna.form(path, { ...body, [name]: PHRASE });
        expect([path, answer.status, answer.text.includes(PHRASE)]).toEqual([path, 422, false]);
      }
    }
  });
});

describe('a report', () => {
  const forged = `From: Gatehouse <no-reply@evil.example>\nSubject: Act now\n\nYour code: ${PHRASE}\nhttps://evil.example/x`;
  const reports = async () => (await house.database.pool.query('select * from mail_reports order by at')).rows;

  beforeEach(async () => {
    await house.database.pool.query('delete from mail_reports');
  });

  test('is kept for the operator, sealed, once however often it is handed in', async () => {
    for (const visitor of [house.visitor(), anna]) {
      expect((await visitor.post('/check-mail/report', { message: forged })).json).toEqual({ kept: true });
    }
    const [report, ...more] = await reports();
    expect(more).toEqual([]);
    expect(report).toMatchObject({
      verdict: 'not-ours',
      sender_domain: 'evil.example',
      links: ['evil.example'],
      times: 2,
    });
    for (const [, rows] of await readTables(house.database)) expect(rows).not.toContain(PHRASE);
  });

  test('of a mail of ours to oneself is refused with thanks, of one to somebody else it is kept', async () => {
    expect((await anna.post('/check-mail/report', { message: genuine })).json).toEqual({ kept: false });
    const eve = await house.customer();
    await eve.signIn();
    expect((await eve.post('/check-mail/report', { message: genuine })).json).toEqual({ kept: true });
  });

  test('no flood fills the disk: so many an hour from one place, so many in all, so long', async () => {
    const flooder = house.visitor();
    const statuses: number[] = [];
    for (let n = 0; n < 22; n++)
      statuses.push((await flooder.post('/check-mail/report', { message: `${forged}${n}` })).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(20);
    await house.database.pool.query(
      `insert into mail_reports (id, at, last_at, verdict, links, message, message_hash)
       select 'rep_' || n, now(), '2026-01-01', 'not-ours', '{}', '\\x00', decode(lpad(to_hex(n), 8, '0'), 'hex') from generate_series(1, 1200) n`,
    );
    await house.database.pool.query('delete from rate_limits');
    expect((await house.visitor().post('/check-mail/report', { message: forged })).status).toBe(200);
    expect(await reports()).toHaveLength(1000);
    house.clock.advance(91 * DAY);
    await house.parts.jobs.runPending();
    expect(await reports()).toEqual([]);
    house.clock.advance(-91 * DAY);
  });

  test('of somebody with an account outlasts any flood of strangers, and of one who has many', async () => {
    const [vera, eve] = [await house.customer(), await house.customer()];
    await vera.signIn();
    const flood = (user: string, from: number) =>
      house.database.pool.query(
        `insert into mail_reports (id, at, last_at, verdict, links, user_id, message, message_hash)
         select 'rep_' || n, now(), now() + interval '1 day', 'not-ours', '{}', ${user}, '\\x00', decode(lpad(to_hex(n), 8, '0'), 'hex')
           from generate_series(${from}, ${from} + 1199) n`,
      );
    const stranger = house.visitor();
    expect((await stranger.post('/check-mail/report', { message: forged })).json).toEqual({ kept: true });
    // Who is signed in vouches for it from now on.
    expect((await vera.post('/check-mail/report', { message: forged })).json).toEqual({ kept: true });
    await flood('null', 1);
    await flood(`(select id from users where email = '${eve.email}')`, 2000);
    expect((await stranger.post('/check-mail/report', { message: `${forged} again` })).json).toEqual({ kept: true });
    const kept = await reports();
    expect(kept.filter(({ times }) => times === 2)).toHaveLength(1);
    expect(kept.filter(({ user_id }) => user_id === null)).toHaveLength(1000);
    expect(kept.filter(({ user_id }) => user_id !== null)).toHaveLength(51);
  });

  test('is taken and refused at the same size as a check', async () => {
    const message = (bytes: number) => padded(forged, bytes);
    expect((await house.visitor().post('/check-mail/report', { message: message(MIB) })).json).toEqual({ kept: true });
    const refused = await house.visitor().post('/check-mail/report', { message: message(MIB + 1) });
    expect([refused.status, refused.json.errors?.[0]?.code]).toEqual([422, 'too-large']);
    expect(await reports()).toHaveLength(1);
  });
});

describe('a whole mail may have 1 MiB, not a byte more, however it is handed in', () => {
  /** Each letter takes the most bytes that this way of sending can take for one byte of the message. */
  const ways: [name: string, letter: string, send: (message: string) => Promise<Answer>][] = [
    ['as a form', 'x', (message) => house.visitor().form('/check-mail/message', { message })],
    [
      'as a form that must escape every byte',
      '\u0001',
      (m) => house.visitor().form('/check-mail/message', { message: m }),
    ],
    ['as a form in another script', 'é', (m) => house.visitor().form('/check-mail/message', { message: m })],
    ['as JSON', 'x', (message) => check(message)],
    ['as JSON that must escape every byte', '\u0001', (message) => check(message)],
  ];

  test.each(ways)('%s', async (_, letter, send) => {
    const taken = await send(padded('From: a@b.example\n\n', MIB, letter));
    expect(taken.status).toBe(200);
    const refused = await send(padded('From: a@b.example\n\n', MIB + 1, letter));
    expect(refused.status).toBe(422);
    if (refused.json) expect(refused.json.errors).toMatchObject([{ field: 'message', code: 'too-large' }]);
    else {
      expect(refused.text).toContain('more than 1 MiB');
      // Nothing so large is sent back.
      expect(refused.text.length).toBeLessThan(100_000);
    }
  });

  test('a mail of ours with much added is still told from ours at that size', async () => {
    const { status, json } = await check(padded(`${genuine}\r\n`, MIB));
    expect([status, json.verdict, json.number]).toEqual([200, 'changed', number]);
  });

  test('a body that cannot hold such a message is not read at all', async () => {
    const answer = await check(padded('From: a@b.example\n\n', 7 * MIB));
    expect(answer.status).toBe(413);
  });
});

test('whatever is handed in, the check ends soon and without a failure of ours', async () => {
  const many = (text: string, times: number) => text.repeat(times);
  const part = (n: number) => `--b${n}\nContent-Type: multipart/mixed; boundary="b${n + 1}"\n\n`;
  const hostile = [
    // One of each that is slow for a reader that looks at every run again from each of its letters.
    ...[' ', '\t', '.', '<', '=', '-', 'é', '漢', 'A', '&', '"', '\r', '\n '].map((letter) =>
      padded('From: a@b.example\n\nhttp://', MIB - 1, letter).concat('!'),
    ),
    padded(`${genuine}\r\n`, MIB - 1, ' ').concat('!'),
    `From: ${many('a', 60_000)}\n\nx`,
    `From: a@b.example\nSubject: ${many(' ', 60_000)}x\nDate: ${many('1', 3_000)}\n\nx`,
    `From: a@b.example\nContent-Type: multipart/alternative${many(' ', 60_000)}x\n\nx`,
    `From: a@b.example\nContent-Type: multipart/mixed; boundary="b0"\n\n${Array.from({ length: 18_000 }, (_, n) => part(n)).join('')}`,
    padded('From: a@b.example\nContent-Transfer-Encoding: base64\n\n', MIB, `${'A'.repeat(76)}\n`),
    padded('From: a@b.example\n', MIB, 'X-A: b\n'),
    `From: a@b.example\n\nhttps://${Array.from({ length: 80_000 }, (_, n) => String.fromCodePoint(0x4e00 + (n % 20_000))).join('')}`,
    padded('From: a@b.example\n\n', MIB, 'http://localhost:3000/ '),
    padded(`${genuine.slice(0, genuine.indexOf('\r\n\r\n'))}\r\n\r\n`, MIB, ' \t'),
    many('From: a@b.example\n', 400),
    `From: a@b.example\n${many(' folded', 9000)}`,
    `From: a@b.example\nContent-Type: multipart/alternative; boundary="${'='.repeat(70)}"\n\n${many(`--${'='.repeat(70)}\n`, 9000)}`,
    `From: a@b.example\n${many('DKIM-Signature: v=1; a=rsa-sha256; d=mail.example.com; s=a2026; h=from; bh=x; b=x\n', 50)}\nx`,
    `From: a@b.example\n\n${many('=\n', 200_000)}`,
    `From: a@b.example\n\n${many('&#x26;', 100_000)}`,
    `From: a@b.example\n\n${many('AAAA-', 100_000)}`,
    `From: a@b.example\n\n${many('href=', 100_000)}`,
    `From: a@b.example\n\n${many('<a href="https://h.example/', 20_000)}`,
    `From: a@b.example\n\n${many(`${'A'.repeat(60)}\n`, 8000)}!`,
    `From: ${many('<', 50_000)}a@b.example\n\nx`,
    `From: ${many('a@', 25_000)}\nSubject: ${many('=?utf-8?q?=', 5000)}\n\nx`,
    'From: a@b.example\nDate: \u0000\n\n\u0000\ud800',
  ];
  for (const message of hostile) {
    const before = performance.now();
    const { status } = await check(message);
    expect([200, 422]).toContain(status);
    expect(performance.now() - before, JSON.stringify(message.slice(0, 60) + message.slice(-20))).toBeLessThan(2000);
  }
});

/** Exactly so many bytes: the beginning, as often the letter as there is room, and x for the rest. */
function padded(start: string, bytes: number, letter = 'x'): string {
  const room = bytes - Buffer.byteLength(start);
  const times = Math.floor(room / Buffer.byteLength(letter));
  return start + letter.repeat(times) + 'x'.repeat(room - times * Buffer.byteLength(letter));
}

/** The same words with every part unpacked, and changed on the way. */
function withParts(raw: string, change: (part: string) => string): string {
  const [, boundary = ''] = /boundary="([^"]+)"/.exec(raw) ?? [];
  const [head = '', ...parts] = raw.split(`--${boundary}`);
  const changed = parts.map((part) => {
    if (!part.includes('quoted-printable')) return part;
    const gap = part.indexOf('\r\n\r\n');
    const bytes = part
      .slice(gap + 4)
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
    const header = part.slice(0, gap).replace('quoted-printable', '8bit');
    return `${header}\r\n\r\n${change(Buffer.from(bytes, 'latin1').toString('utf8'))}`;
  });
  return [head, ...changed].join(`--${boundary}`);
}

function withoutSignature(raw: string): string {
  return raw.replace(/^DKIM-Signature:.*\r?\n(?:[ \t].*\r?\n)*/gim, '');
}

/** The genuine mail, its own signature taken away and another put on. */
async function signAs(dkim: { domainName: string; keySelector: string; privateKey: string }): Promise<string> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows', dkim });
  const { message } = await transport.sendMail({
    raw: withoutSignature(genuine),
    envelope: { from: 'a@b.example', to: 'c@d.example' },
  });
  return String(message);
}
