/**
 * Ninety-one days later nothing tells any more from where somebody signed in: neither page nor any table (DP-1). The
 * months to come have their partitions.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCustomers } from './make-customers.ts';
import type { Person } from './person.ts';
import { ask, endDatabase, type RunningProduct, startProduct } from './running-product.ts';
import { until } from './until.ts';

const DAY_SECONDS = 24 * 3600;
const OLD_PREFIX = '203.0.113.';
const OLD_ADDRESS = `${OLD_PREFIX}77`;
const NEW_ADDRESS = '192.0.2.5';

const dataFolder = mkdtempSync(path.join(tmpdir(), 'gatehouse-retention-'));
const clockFile = path.join(dataFolder, 'clock-offset');
let product: RunningProduct;
let customer: Person;

beforeAll(async () => {
  product = await startProduct({ dataFolder, environment: { CLOCK_OFFSET_FILE: clockFile } });
  const [first] = await makeCustomers(product.origin, 1);
  if (!first) throw new Error('nobody signed up');
  customer = first;
  customer.address = OLD_ADDRESS;
  expect((await customer.signIn('not the right password')).status).toBe(401);
  expect((await customer.signIn()).status).toBe(200);
  const passwords = { current: customer.password, password: `${customer.password} anew` };
  expect((await customer.post('/security/password', passwords)).status).toBe(200);
});
afterAll(async () => {
  await product?.kill();
  endDatabase(dataFolder);
  rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
});

/** Tables, partitions included, in which a row holds the text anywhere. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await ask<{ name: string }>(
    dataFolder,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const holding: string[] = [];
  for (const { name } of tables) {
    const rows = await ask(dataFolder, `select 1 from ${name} t where t::text like $1 limit 1`, [`%${text}%`]);
    if (rows.length > 0) holding.push(name);
  }
  return holding;
}

test('an address is in the history at first, and after 91 days in no answer and no table', async () => {
  const { events } = (await customer.get('/security/login-history')).json;
  expect(events.some((event: { address: string }) => event.address === OLD_ADDRESS)).toBe(true);
  expect(await tablesWith(OLD_ADDRESS)).not.toEqual([]);

  writeFileSync(clockFile, String(91 * DAY_SECONDS));
  await until('the address to be gone from every table', 30_000, async () =>
    (await tablesWith(OLD_PREFIX)).length === 0 ? true : null,
  ).catch(async () => expect(await tablesWith(OLD_PREFIX)).toEqual([]));

  customer.address = NEW_ADDRESS;
  const again = await customer.post('/sign-in', { email: customer.email, password: `${customer.password} anew` });
  expect(again.status).toBe(200);
  const answer = await customer.get('/security/login-history');
  expect(answer.text).toContain(NEW_ADDRESS);
  expect(answer.text).not.toContain(OLD_PREFIX);
  const old = answer.json.events.filter(
    (event: { at: string }) => Date.parse(event.at) < Date.now() + DAY_SECONDS * 1000,
  );
  expect(old.length).toBeGreaterThan(0);
  expect(old.every((event: { address: null }) => event.address === null)).toBe(true);
});

test('the partitions of the three months to come are there', async () => {
  const months = await ask<{ name: string }>(
    dataFolder,
    `select relid::text as name from pg_partition_tree('login_events') where isleaf order by name`,
  );
  const now = new Date(Date.now() + 91 * DAY_SECONDS * 1000);
  for (let ahead = 0; ahead <= 3; ahead += 1) {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)).toISOString().slice(0, 7);
    expect(months.map(({ name }) => name)).toContain(`login_events_${month.replace('-', '_')}`);
  }
});
