/** The operator puts a new key beside the old one and restarts: what the old one sealed opens, the new one seals (CR-2). */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { unpackSealed } from '../src/foundations/crypto/sealed.ts';
import { addKey, parseSecrets } from '../src/foundations/crypto/secrets.ts';
import { replaceSecrets } from '../src/foundations/crypto/secrets-file.ts';
import { mailsTo, makeCustomers } from './make-customers.ts';
import { ask, endDatabase, type RunningProduct, startProduct } from './running-product.ts';
import { until } from './until.ts';

const dataFolder = mkdtempSync(path.join(tmpdir(), 'gatehouse-keys-'));
const secretsFile = path.join(dataFolder, 'secrets/key-ring.json');
let product: RunningProduct | undefined;

afterAll(async () => {
  await product?.kill();
  endDatabase(dataFolder);
  rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
});

async function keysOfMails(): Promise<string[]> {
  const rows = await ask<{ sealed: Buffer }>(dataFolder, 'select sealed from dev_mailbox order by id');
  return rows.map(({ sealed }) => unpackSealed(sealed).keyId);
}

test('after a rotation old mails are readable, sessions and passwords are good, and new mails have the new key', async () => {
  product = await startProduct({ dataFolder });
  const [customer] = await makeCustomers(product.origin, 1);
  if (!customer) throw new Error('nobody signed up');
  expect((await customer.signIn()).status).toBe(200);
  const before = await until('the alert', 10_000, async () => {
    const mails = await mailsTo(customer);
    return mails.length === 2 ? mails : null;
  });
  await product.stop();

  const old = parseSecrets(JSON.parse(readFileSync(secretsFile, 'utf8')));
  const rotated = addKey(old);
  await replaceSecrets(secretsFile, rotated);
  product = await startProduct({ dataFolder });
  customer.origin = product.origin;

  expect(await mailsTo(customer)).toEqual(before.map((mail) => ({ ...mail })));
  expect((await customer.get('/session')).status).toBe(200);
  expect((await customer.signIn()).status).toBe(200);
  await until('the second alert', 10_000, async () => ((await mailsTo(customer)).length === 3 ? true : null));
  expect(await keysOfMails()).toEqual([old.current, old.current, rotated.current]);
  expect(rotated.current).not.toBe(old.current);
});
