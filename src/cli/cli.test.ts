import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../test/database.ts';
import { createKeyRing } from '../foundations/crypto/index.ts';
import { COMMANDS } from './commands.ts';
import { openTerminal } from './testing/open-terminal.ts';

const database = await openTestDatabase();
const { type, secretsFile } = await openTerminal(database);

describe('help', () => {
  test('without a command every command is listed, and that is not a success', async () => {
    const { code, text } = await type('');
    expect(code).toBe(2);
    for (const { name } of COMMANDS) expect(text).toContain(name);
  });

  test.each(COMMANDS.map(({ name }) => name))('%s explains itself and does nothing', async (name) => {
    for (const line of [`${name} --help`, `help ${name}`]) {
      const { code, text } = await type(line);
      expect(code).toBe(0);
      expect(text.split('\n').every((row) => row.length <= 120)).toBe(true);
      expect(text).toContain(`gatehouse ${name}`);
    }
    await expect(stat(secretsFile)).rejects.toThrow('ENOENT');
  });

  test('what is not understood does nothing and shows what would be', async () => {
    for (const line of [
      'users disable a@example.test',
      'keys',
      'user disable',
      'keys add --now',
      'unlock a b',
      'migrate x',
    ]) {
      const { code, text } = await type(line);
      expect([line, code]).toEqual([line, 2]);
      expect(text).toContain('gatehouse');
    }
  });
});

describe('secrets make', () => {
  test('makes the file, closed to others; a second time nothing is replaced', async () => {
    expect((await type('secrets make')).code).toBe(0);
    expect((await stat(secretsFile)).mode & 0o777).toBe(0o600);
    const made = await readFile(secretsFile, 'utf8');
    const again = await type('secrets make');
    expect(again.code).toBe(1);
    expect(again.text).toContain('left as they are');
    expect(await readFile(secretsFile, 'utf8')).toBe(made);
  });

  test('no command prints a secret', async () => {
    const secrets = JSON.parse(await readFile(secretsFile, 'utf8'));
    const all = [secrets.root, secrets.pepper, ...secrets.keys.map((key: { secret: string }) => key.secret)];
    const said = [];
    for (const line of ['doctor', 'keys list', 'secrets make', 'keys promote nothing', 'migrate'])
      said.push(await type(line));
    for (const { text } of said) for (const secret of all) expect(text).not.toContain(secret);
  });
});

describe('doctor', () => {
  test('finds everything in order, one line each', async () => {
    const { code, text } = await type('doctor');
    expect(text.split('\n').map((line) => /^(ok|WRONG) +([a-z ]+):/.exec(line)?.slice(1))).toEqual(
      ['settings', 'secrets', 'database', 'clock', 'schema', 'key ring', 'mail server'].map((about) => ['ok', about]),
    );
    expect(code).toBe(0);
  });

  test('names every wrong setting and stops there', async () => {
    const { code, text } = await type('doctor', { PORT: 'x', PUBLIC_URL: 'http://example.com' });
    expect(code).toBe(1);
    expect(text).toMatch(/^WRONG {2}settings: PORT .*\nWRONG {2}settings: PUBLIC_URL .*$/);
  });

  test('says which database does not answer and goes on with the rest', async () => {
    const { code, text } = await type('doctor', { DATABASE_URL: 'postgresql://a:password-canary@127.0.0.1:1/x' });
    expect(code).toBe(1);
    expect(text).toContain('WRONG  database: The database cannot be reached.');
    expect(text).toContain('ok     mail server');
    expect(text).not.toContain('password-canary');
  });

  test('says that a mail server does not answer', async () => {
    const mail = { SMTP_URL: 'smtp://me:password-canary@127.0.0.1:1', MAIL_FROM: 'a@example.com' };
    const { code, text } = await type('doctor', mail);
    expect(code).toBe(1);
    expect(text).toMatch(/WRONG {2}mail server: 127\.0\.0\.1 cannot be used \(.*ECONNREFUSED/);
    expect(text).not.toContain('password-canary');
  });

  test('sees secrets that others may read, and secrets of another installation', async () => {
    await chmod(secretsFile, 0o644);
    expect((await type('doctor')).text).toContain('WRONG  secrets');
    await chmod(secretsFile, 0o600);
    await database.pool.query("insert into key_ring (fingerprint) values ('of another ring')");
    const { code, text } = await type('doctor');
    expect([code, text]).toEqual([1, expect.stringContaining('WRONG  key ring')]);
    await database.pool.query('delete from key_ring');
  });

  test('sees that migrations are missing, and that a newer version was here', async () => {
    const { rows } = await database.pool.query('delete from schema_migrations where number = 10 returning *');
    expect((await type('doctor')).text).toContain('WRONG  schema: one migration is missing. Run: gatehouse migrate');
    const [kept] = rows;
    const values = [kept.number, kept.name, kept.hash, kept.applied_at];
    await database.pool.query('insert into schema_migrations values ($1, $2, $3, $4)', values);
    await database.pool.query("insert into schema_migrations values (9999, 'of the future', 'x')");
    expect((await type('doctor')).text).toContain('WRONG  schema: This database is newer');
    await database.pool.query('delete from schema_migrations where number = 9999');
  });

  test('changes nothing: neither secrets nor a database are made', async () => {
    const empty = await openTerminal(database);
    const { DATABASE_URL: _, ...environment } = empty.environment;
    const { code, text } = await empty.type('doctor', { DATABASE_URL: '' });
    expect(code).toBe(1);
    expect(text).toContain('There is no database in');
    await expect(stat(environment.DATA_DIR ?? '')).rejects.toThrow('ENOENT');
    await expect(stat(empty.secretsFile)).rejects.toThrow('ENOENT');
  });
});

test('migrate brings an empty database up to date, and says so when it was', async () => {
  const empty = await openTestDatabase({ empty: true });
  const terminal = await openTerminal(empty);
  const first = await terminal.type('migrate');
  expect(first.text).toMatch(/^Applied: 1 \(foundations\)\n[\s\S]*The database is up to date\.$/);
  expect(await terminal.type('migrate')).toEqual({ code: 0, text: 'The database was up to date.' });
});

test('a command refuses a database that is older than this version, and secrets that are not its own', async () => {
  const empty = await openTestDatabase({ empty: true });
  const terminal = await openTerminal(empty);
  await terminal.type('secrets make');
  expect(await terminal.type('keys list')).toMatchObject({
    code: 1,
    text: expect.stringContaining('gatehouse migrate'),
  });
  await terminal.type('migrate');
  expect((await terminal.type('keys list')).code).toBe(0);
  const { fingerprint } = createKeyRing(JSON.parse(await readFile(terminal.secretsFile, 'utf8')));
  await empty.pool.query('insert into key_ring (fingerprint) values ($1)', [fingerprint]);
  expect((await terminal.type('keys list')).code).toBe(0);
  await writeFile(terminal.secretsFile, await readFile(secretsFile, 'utf8'));
  const { code, text } = await terminal.type('keys list');
  expect([code, text]).toEqual([1, expect.stringContaining('not the ones this database was written with')]);
});
