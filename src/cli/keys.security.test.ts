/*
 * A key has leaked, and the operator wants to be rid of it. A rotation done in the wrong order loses data for good: a key
 * dropped while rows need it, rows sealed with a key that a running node has not read. Each wrong order must be refused,
 * and the right one must leave nothing behind that the old key opens (CR-1, CR-2).
 */
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openTestDatabase } from '../../test/database.ts';
import { createKeyRing, newId, type Secrets } from '../foundations/crypto/index.ts';
import { nodeName } from '../start.ts';
import { openTerminal } from './testing/open-terminal.ts';

const database = await openTestDatabase();
const { type, secretsFile } = await openTerminal(database);
await type('secrets make');

const secretsNow = async (): Promise<Secrets> => JSON.parse(await readFile(secretsFile, 'utf8'));
const ringNow = async () => createKeyRing(await secretsNow());

/** What a node that runs with the present secrets file looks like to the database. */
async function startNode(): Promise<{ stop(): Promise<void> }> {
  const client = new pg.Client({ ...database.connection, application_name: nodeName(await ringNow()) });
  await client.connect();
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= client.end());
  onTestFinished(stop);
  return { stop };
}

async function waitForNodeToGo(): Promise<void> {
  for (;;) {
    const { rows } = await database.pool.query(
      "select 1 from pg_stat_activity where datname = current_database() and application_name like 'gatehouse node%'",
    );
    if (rows.length === 0) return;
  }
}

/** A mail that waits, sealed as the outbox does. */
async function putMail(text: string): Promise<string> {
  const id = newId('mail');
  const sealed = (await ringNow()).seal('official-mail.rendered', id, text);
  await database.pool.query(
    `insert into official_mails (id, number, template, kind, locale, recipient_masked, recipient_hash, subject, parameters,
       rendered, state, created_at, due_at)
     values ($1, $1, 't', 'notice', 'en', 'm', '\\x00', 's', '{}', $2, 'queued', now(), now())`,
    [id, sealed],
  );
  return id;
}

async function readMail(id: string): Promise<string> {
  const { rows } = await database.pool.query('select rendered from official_mails where id = $1', [id]);
  return (await ringNow()).open('official-mail.rendered', id, rows[0].rendered);
}

describe('a rotation over several nodes', () => {
  test('in the right order, every step works, and nothing is left that the old key opens', async () => {
    const mail = await putMail('old mail');
    const old = (await secretsNow()).current;
    const first = await startNode();

    expect((await type('keys add --later')).code).toBe(0);
    const fresh = (await secretsNow()).keys.at(-1)?.id ?? '';
    expect((await secretsNow()).current).toBe(old);

    // The node has not read the file with the new key yet.
    expect(await type(`keys promote ${fresh}`)).toMatchObject({
      code: 1,
      text: expect.stringContaining('restart them'),
    });
    await first.stop();
    await waitForNodeToGo();
    const second = await startNode();
    expect((await type(`keys promote ${fresh}`)).code).toBe(0);

    // It still seals with the old key.
    for (const line of ['keys reseal', `keys drop ${old}`, 'keys add']) {
      expect(await type(line)).toMatchObject({ code: 1, text: expect.stringContaining('Nothing was changed') });
    }
    await second.stop();
    await waitForNodeToGo();
    await startNode();

    expect(await type(`keys drop ${old}`)).toMatchObject({
      code: 1,
      text: expect.stringContaining('One value is still sealed'),
    });
    expect((await type('keys list')).text).toBe(`${old}: seals 1 value\n${fresh}: seals 0 values, seals new ones`);
    expect((await type('keys reseal')).text).toBe(`1 value was sealed anew with ${fresh}.`);
    expect((await type('keys list')).text).toBe(`${old}: seals 0 values\n${fresh}: seals 1 value, seals new ones`);
    expect((await type(`keys drop ${old}`)).code).toBe(0);
    expect((await secretsNow()).keys.map(({ id }) => id)).toEqual([fresh]);
    expect(await readMail(mail)).toBe('old mail');
  });

  test('neither the current key nor an unknown one can be dropped, and the file stays as it was', async () => {
    const before = await readFile(secretsFile, 'utf8');
    const { current } = await secretsNow();
    for (const line of [`keys drop ${current}`, 'keys drop k-unknown', 'keys promote k-unknown']) {
      expect([line, (await type(line)).code]).toEqual([line, 1]);
    }
    expect(await readFile(secretsFile, 'utf8')).toBe(before);
  });

  test('a key that a waiting job needs cannot be dropped', async () => {
    const old = (await secretsNow()).current;
    const sealed = (await ringNow()).seal('test', 'row', 'text').toString('base64');
    await database.pool.query("select graphile_worker.add_job('test', json_build_object('sealed', $1::text))", [
      sealed,
    ]);
    await type('keys add');
    await type('keys reseal');
    expect(await type(`keys drop ${old}`)).toMatchObject({ code: 1, text: expect.stringContaining('One value is') });
    await database.pool.query('delete from graphile_worker._private_jobs');
    expect((await type(`keys drop ${old}`)).code).toBe(0);
  });

  test('a row that does not open is named, stays as it is, and is a failure', async () => {
    const mail = await putMail('lost');
    await database.pool.query(
      'update official_mails set rendered = set_byte(rendered, length(rendered) - 1, (get_byte(rendered, length(rendered) - 1) + 1) % 256) where id = $1',
      [mail],
    );
    await type('keys add');
    const { code, text } = await type('keys reseal');
    expect([code, text]).toEqual([
      1,
      expect.stringContaining(`Not readable, left as it is: ${mail} in official_mails`),
    ]);
  });
});
