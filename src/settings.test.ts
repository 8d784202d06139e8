import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DEFAULTS, SECRET_VARIABLES, schema } from './settings/schema.ts';
import { readSettings, SettingsError } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

/** A start that others can reach. */
const PRODUCTION = {
  PUBLIC_URL: 'https://account.example.com',
  DATABASE_URL: 'postgresql://gatehouse:hunter2@db:5432/gatehouse',
  SMTP_URL: 'smtps://mailer:hunter2@mail.example.com',
  MAIL_FROM: 'Example Accounts <no-reply@example.com>',
};

function problems(env: Record<string, string | undefined>): Record<string, string> {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) return Object.fromEntries(error.problems.map((p) => [p.variable, p.words]));
    throw error;
  }
  return {};
}

describe('a fresh clone', () => {
  test('needs no setting: this machine alone, embedded database, built-in mailbox', () => {
    expect(readSettings({ PATH: '/usr/bin' })).toEqual({
      port: 3000,
      host: 'localhost',
      publicUrl: new URL('http://localhost:3000'),
      secureCookies: false,
      dataDir: resolve('data'),
      mailFrom: { name: 'Gatehouse', address: 'no-reply@localhost' },
      mailbox: true,
      trustedProxies: [],
      forwardedHeader: 'x-forwarded-for',
      secretsFile: resolve('data/secrets/key-ring.json'),
      mayCreateSecrets: true,
      logLevel: 'info',
      brand: 'Gatehouse',
      brandColours: null,
      logo: null,
      supportContact: null,
      hstsSubdomains: false,
      loginHistoryDays: 90,
      ownershipWaitHours: 48,
      passkeys: { domain: 'localhost', formerDomain: null, relatedOrigins: [], topOrigins: [] },
      permissionsFile: undefined,
      clockOffsetFile: undefined,
      passwordBlocklistFile: undefined,
      secrets: { databaseUrl: undefined, smtpUrl: undefined, dkimKeys: [] },
    });
  });

  test('takes an empty variable for one that is not set', () => {
    const empty = Object.fromEntries(
      Object.keys(schema.shape).map((variable) => [variable, variable < 'M' ? '' : '  ']),
    );
    expect(readSettings({ ...empty, SMTP_URL_FILE: '' })).toEqual(readSettings({}));
  });

  test('follows PORT with its address', () => {
    expect(readSettings({ PORT: '8080' }).publicUrl.href).toBe('http://localhost:8080/');
  });
});

describe('production', () => {
  test('keeps secrets apart from the settings', () => {
    const { secrets, ...settings } = readSettings(PRODUCTION);
    expect(settings).toMatchObject({
      secureCookies: true,
      mailbox: false,
      mayCreateSecrets: false,
      mailFrom: { name: 'Example Accounts', address: 'no-reply@example.com' },
    });
    expect(secrets).toEqual({ databaseUrl: PRODUCTION.DATABASE_URL, smtpUrl: PRODUCTION.SMTP_URL, dkimKeys: [] });
    const shown = JSON.stringify(settings, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    expect(shown).not.toContain('hunter2');
  });

  test('reads secrets from files', () => {
    const env = {
      ...PRODUCTION,
      DATABASE_URL: undefined,
      DATABASE_URL_FILE: file('database-url', `${PRODUCTION.DATABASE_URL}\n`),
      SMTP_URL: '',
      SMTP_URL_FILE: file('smtp-url', PRODUCTION.SMTP_URL),
    };
    expect(readSettings(env)).toEqual(readSettings(PRODUCTION));
  });

  test('never makes its own secrets when others can reach it, whichever way', () => {
    expect(readSettings(PRODUCTION).mayCreateSecrets).toBe(false);
    expect(readSettings({ ...PRODUCTION, PUBLIC_URL: 'http://localhost:3000', HOST: '0.0.0.0' }).mayCreateSecrets).toBe(
      false,
    );
    expect(readSettings({ ...PRODUCTION, PUBLIC_URL: 'http://localhost:3000' }).mayCreateSecrets).toBe(true);
  });

  test('is refused without a mail server, with a sender or not', () => {
    expect(problems({ ...PRODUCTION, SMTP_URL: '' })).toEqual({ SMTP_URL: expect.stringContaining('is missing') });
    expect(problems({ ...PRODUCTION, MAIL_FROM: '' })).toEqual({ MAIL_FROM: expect.stringContaining('is missing') });
  });
});

describe('the built-in mailbox', () => {
  test.each([
    [{}],
    [{ HOST: '127.0.0.1' }],
    [{ HOST: '::1' }],
    [{ PUBLIC_URL: 'http://localhost' }],
    [{ PUBLIC_URL: 'HTTP://LOCALHOST:9000/' }],
  ])('stands in for a mail server with %j', (env) => {
    expect(readSettings(env).mailbox).toBe(true);
    expect(readSettings({ ...env, SMTP_URL: 'smtp://localhost:1025' }).mailbox).toBe(false);
  });

  test.each([
    [{ HOST: '0.0.0.0' }],
    [{ HOST: '::' }],
    [{ HOST: 'gatehouse' }],
    [{ HOST: '10.0.0.2' }],
    [{ PUBLIC_URL: 'https://localhost' }],
    [{ PUBLIC_URL: 'http://127.0.0.1:3000' }],
    [{ PUBLIC_URL: 'https://localhost.example.com' }],
  ])('does not with %j', (env) => {
    expect(problems(env)).toMatchObject({ SMTP_URL: expect.stringContaining('is missing') });
  });

  test('is the only place where the clock may be moved', () => {
    expect(readSettings({ CLOCK_OFFSET_FILE: './offset' }).clockOffsetFile).toBe(resolve('offset'));
    for (const env of [PRODUCTION, { SMTP_URL: 'smtp://localhost:1025' }]) {
      expect(problems({ ...env, CLOCK_OFFSET_FILE: './offset' })).toEqual({
        CLOCK_OFFSET_FILE: expect.stringContaining('only for drills'),
      });
    }
  });
});

describe('a value that cannot be used', () => {
  test.each<[variable: string, values: string[], words: string]>([
    ['PORT', ['0', '65536', '-1', '3000.5', '0x10', 'http', '1e3', '٣'], 'must be a whole number from 1 to 65535'],
    ['HOST', ['a b', '[::1]', 'http://localhost', '1.2.3', 'a..b', '::1%eth0', '*'], 'is no host name and no address'],
    [
      'PUBLIC_URL',
      ['account.example.com', 'ftp://a.example', 'https:a.example', '//a.example'],
      'must be an address such',
    ],
    [
      'PUBLIC_URL',
      ['http://account.example.com', 'http://10.0.0.2', 'http://localhost.example.com'],
      'must begin with https',
    ],
    [
      'PUBLIC_URL',
      ['https://a.example/x', 'https://a.example/?x', 'https://a.example?', 'https://a.example#x'],
      'must end after',
    ],
    ['PUBLIC_URL', ['https://u:p@a.example', 'https://u@a.example'], 'must not hold a user name'],
    ['DATABASE_URL', ['mysql://x/y', 'postgres', 'db:5432'], 'must look like postgresql://'],
    [
      'DATABASE_URL',
      ['postgres://a@b/c?sslmode=no-verify', 'postgres://a@b/c?uselibpqcompat=true&sslmode=require'],
      'certificate',
    ],
    ['SMTP_URL', ['mail.example.com', 'http://mail.example.com', 'smtp:', 'smtps://'], 'must look like smtps://'],
    ['SMTP_URL', ['smtp://a.example?ignoreTLS=true', 'smtps://a.example/?tls.rejectUnauthorized=false'], 'no options'],
    [
      'MAIL_FROM',
      ['nobody', 'a@b@c', '<a@b.example', 'A\nBcc: x@y.example <a@b.example>', 'a@b.example, c@d.example'],
      'such as',
    ],
    [
      'TRUSTED_PROXIES',
      ['true', '*', 'all', 'TRUE', '0.0.0.0/0', '::/0', '10.0.0.2, ::/0', '0.0.0.0/1', '8000::/1'],
      'trust everybody',
    ],
    ['TRUSTED_PROXIES', ['0.0.0.0-255.255.255.255', '::-ffff::', '::ffff:0:0/96'], 'trust everybody'],
    ['TRUSTED_PROXIES', ['10.0.0.2/24'], 'entry 1 names an address inside a network; did you mean 10.0.0.0/24?'],
    [
      'TRUSTED_PROXIES',
      ['10.0.0.2,,10.0.0.3', 'proxy', '10.0.0.2 10.0.0.3', '010.0.0.2', '1', 'loopback'],
      'is no address',
    ],
    [
      'FORWARDED_HEADER',
      ['both', 'x-real-ip', 'x-forwarded-for,forwarded'],
      'must be one of: x-forwarded-for, forwarded',
    ],
    ['LOG_LEVEL', ['verbose', 'silent'], 'must be one of: debug, info, warn, error'],
    ['BRAND_NAME', ['<b>Bank</b>', 'a\nb', 'a\u202eb', 'say "hi"', '{name}'], 'must be plain words'],
    ['BRAND_NAME', ['x'.repeat(41)], 'at most 40 characters'],
    [
      'SUPPORT_CONTACT',
      ['http://a.example', 'javascript:alert(1)', 'call us', 'https://u:p@a.example'],
      'must be a mail address',
    ],
    ['HSTS_SUBDOMAINS', ['maybe', '2'], 'must be on or off'],
    ['LOGIN_HISTORY_DAYS', ['0', '3651', 'forever', '-1'], 'must be a whole number from 1 to 3650'],
    ['PASSWORD_BLOCKLIST_FILE', ['/no/such/file'], 'names a file that cannot be read'],
  ])('%s: %j %s', (variable, values, words) => {
    for (const value of values) {
      expect(problems({ ...PRODUCTION, [variable]: value }), value).toEqual({
        [variable]: expect.stringContaining(words),
      });
    }
  });

  test('does not hide another: all problems are told at once, with the way to the documentation', () => {
    const env = { PORT: 'x', LOG_LEVEL: 'loud', TRUSTED_PROXIES: 'true', SMTP_URL_FILE: '/none', DATABASE_URL: 'x' };
    expect(Object.keys(problems(env)).sort()).toEqual([
      'DATABASE_URL',
      'LOG_LEVEL',
      'PORT',
      'SMTP_URL_FILE',
      'TRUSTED_PROXIES',
    ]);
    expect(Object.keys(problems({ HOST: '0.0.0.0', LOG_LEVEL: 'loud' })).sort()).toEqual([
      'LOG_LEVEL',
      'MAIL_FROM',
      'SMTP_URL',
    ]);
    expect(() => readSettings(env)).toThrow(/cannot start.*\n {2}SMTP_URL_FILE .*\n(.*\n)*.*docs\/settings\.md/);
  });

  test('is never repeated in the refusal, since it may be a secret in the wrong place', () => {
    const env = Object.fromEntries(Object.keys(schema.shape).map((variable) => [variable, '<hunter2>\n']));
    const words = JSON.stringify(problems({ ...env, SMTP_URL_FILE: file('wrong', 'hunter2') }));
    expect(words).not.toContain('hunter2');
    expect(words).toContain('SMTP_URL_FILE');
  });

  test('in a file for secrets is told by the name of the file’s variable', () => {
    expect(problems({ ...PRODUCTION, SMTP_URL_FILE: file('both', PRODUCTION.SMTP_URL) })).toEqual({
      SMTP_URL_FILE: 'and SMTP_URL are both set; keep one',
    });
    expect(problems({ ...PRODUCTION, SMTP_URL: '', SMTP_URL_FILE: file('empty', '\n') })).toEqual({
      SMTP_URL_FILE: 'names an empty file',
    });
    expect(problems({ ...PRODUCTION, SMTP_URL: '', SMTP_URL_FILE: folder })).toEqual({
      SMTP_URL_FILE: 'names a file that cannot be read',
    });
  });
});

describe('values that can be used', () => {
  test('are read as what they mean', () => {
    const words = file('words', 'acme\n');
    expect(
      readSettings({
        ...PRODUCTION,
        HOST: '::',
        PUBLIC_URL: 'https://Account.Example.com:8443/',
        TRUSTED_PROXIES: '10.0.0.0/8, 2001:DB8::1,192.0.2.1-192.0.2.9',
        FORWARDED_HEADER: 'Forwarded',
        LOG_LEVEL: 'WARN',
        BRAND_NAME: 'Müller & Söhne – Domains',
        SUPPORT_CONTACT: 'https://help.example.com/account/',
        HSTS_SUBDOMAINS: 'true',
        MAIL_FROM: 'no-reply@example.com',
        PASSWORD_BLOCKLIST_FILE: words,
        SECRETS_FILE: '/run/secrets/gatehouse.json',
        DATA_DIR: '/var/lib/gatehouse',
      }),
    ).toMatchObject({
      host: '::',
      publicUrl: new URL('https://account.example.com:8443'),
      trustedProxies: [{ text: '10.0.0.0/8' }, { text: '2001:db8::1' }, { text: '192.0.2.1-192.0.2.9' }],
      forwardedHeader: 'forwarded',
      logLevel: 'warn',
      brand: 'Müller & Söhne – Domains',
      supportContact: { href: 'https://help.example.com/account/', label: 'help.example.com/account' },
      hstsSubdomains: true,
      mailFrom: { name: 'Müller & Söhne – Domains', address: 'no-reply@example.com' },
      passwordBlocklistFile: words,
      secretsFile: '/run/secrets/gatehouse.json',
      dataDir: '/var/lib/gatehouse',
    });
  });

  test.each([
    ['help@example.com', { href: 'mailto:help@example.com', label: 'help@example.com' }],
    ['https://help.example.com', { href: 'https://help.example.com/', label: 'help.example.com' }],
  ])('SUPPORT_CONTACT %s', (contact, expected) => {
    expect(readSettings({ SUPPORT_CONTACT: contact }).supportContact).toEqual(expected);
  });

  test('private networks, the widest there are, may be trusted', () => {
    const list = '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,127.0.0.0/8,fc00::/7,::1';
    expect(
      readSettings({ TRUSTED_PROXIES: list })
        .trustedProxies.map(({ text }) => text)
        .join(','),
    ).toBe(list);
  });
});

describe('docs/settings.md', () => {
  const text = readFileSync(new URL('../docs/settings.md', import.meta.url), 'utf8');
  const rows = text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const documented = rows.map(([name = '']) => name.replaceAll('`', ''));

  test('describes every variable, and none that does not exist', () => {
    const variables = [...Object.keys(schema.shape), ...SECRET_VARIABLES.map((variable) => `${variable}_FILE`)];
    expect([...documented].sort()).toEqual([...variables].sort());
  });

  test('gives for each its default, its meaning and what it means for security', () => {
    for (const [name = '', standard = '', ...words] of rows) {
      expect(words, name).toHaveLength(2);
      for (const cell of words) expect(cell.length, name).toBeGreaterThan(20);
      const variable = name.replaceAll('`', '');
      const fixed = DEFAULTS[variable];
      if (fixed === undefined) expect(standard, name).not.toBe('');
      else expect(standard, name).toBe(`\`${fixed}\``);
    }
  });
});

describe('the domain of passkeys', () => {
  const passkeysOf = (environment: Record<string, string>) =>
    readSettings({
      PUBLIC_URL: 'https://account.example.com',
      SMTP_URL: 'smtp://mail',
      MAIL_FROM: 'a@example.com',
      ...environment,
    }).passkeys;

  test('is the host of the public address, or what it is a part of', () => {
    expect(passkeysOf({}).domain).toBe('account.example.com');
    expect(passkeysOf({ PASSKEY_DOMAIN: 'Example.com' }).domain).toBe('example.com');
  });

  test.each(['ample.com', 'example.net', 'https://example.com', 'example.com:443', 'com.', ''.padEnd(300, 'a')])(
    'is not %s, which browsers would refuse',
    (domain) => {
      expect(() => passkeysOf({ PASSKEY_DOMAIN: domain })).toThrow(SettingsError);
    },
  );

  test('may be another during a move, when the other one vouches for our origin', () => {
    const move = { PASSKEY_FORMER_DOMAIN: 'account.example.net' };
    expect(() => passkeysOf(move)).toThrow(/PASSKEY_FORMER_DOMAIN/);
    const vouched = { ...move, PASSKEY_RELATED_ORIGINS: 'https://account.example.com, https://a.example.org' };
    expect(passkeysOf(vouched)).toEqual({
      domain: 'account.example.com',
      formerDomain: 'account.example.net',
      relatedOrigins: ['https://account.example.com', 'https://a.example.org'],
      topOrigins: [],
    });
    for (const origins of ['http://account.example.com', 'https://account.example.com/', 'account.example.com', '*']) {
      expect(() => passkeysOf({ PASSKEY_RELATED_ORIGINS: origins })).toThrow(/PASSKEY_RELATED_ORIGINS/);
    }
  });

  test('may be used in the frames of pages that were listed, and of none when nothing is', () => {
    expect(passkeysOf({}).topOrigins).toEqual([]);
    const listed = { PASSKEY_TOP_ORIGINS: 'https://www.example.com, https://shop.example.com' };
    expect(passkeysOf(listed).topOrigins).toEqual(['https://www.example.com', 'https://shop.example.com']);
    expect(() => passkeysOf({ PASSKEY_TOP_ORIGINS: '*' })).toThrow(/PASSKEY_TOP_ORIGINS/);
  });
});
