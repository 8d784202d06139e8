/**
 * The process or its database is killed in the middle of sign-ins, thirty times, at random moments. What was answered has
 * happened: it is in the login history once, and its alert is in the outbox or delivered, once.
 */
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeCustomers } from './make-customers.ts';
import { Person } from './person.ts';
import { ask, endDatabase, findFreePort, postmasterOf, type RunningProduct, startProduct } from './running-product.ts';
import { until } from './until.ts';

const KILLS = 30;
const CUSTOMERS = 60;
const AT_ONCE = 6;
/** "Within seconds": killed, started, answering a sign-in again. */
const BACK_WITHIN_MS = 15_000;

const dataFolder = mkdtempSync(path.join(tmpdir(), 'gatehouse-crash-'));
let product: RunningProduct | undefined;

afterAll(async () => {
  await product?.kill();
  endDatabase(dataFolder);
  rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
});

interface Try {
  person: Person;
  /** Every try comes from an address of its own: so it can be found again. */
  address: string;
  rightPassword: boolean;
  /** null: never answered. */
  status: number | null;
  session: string | undefined;
}

let tries = 0;

async function tryToSignIn(person: Person, isKnownDevice: boolean, rightPassword: boolean): Promise<Try> {
  tries += 1;
  const address = `2001:db8:${(tries >> 16).toString(16)}:${(tries & 0xffff).toString(16)}::1`;
  const browser = new Person(person.origin, address, person.email);
  const device = person.cookies.get('device');
  if (isKnownDevice && device !== undefined) browser.cookies.set('device', device);
  const password = rightPassword ? person.password : 'not the right password';
  const answer = await browser.signIn(password).catch(() => null);
  return { person, address, rightPassword, status: answer?.status ?? null, session: browser.cookies.get('session') };
}

/** Signs in over and over, until told to stop. */
async function keepSigningIn(person: Person, done: Try[], stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) done.push(await tryToSignIn(person, randomInt(2) === 0, randomInt(6) > 0));
}

test(`after ${KILLS} kills of process or database, every answered sign-in is in the history and its alert in the outbox or mailbox, exactly once`, async () => {
  const port = await findFreePort();
  product = await startProduct({ dataFolder, port });
  const customers = await makeCustomers(product.origin, CUSTOMERS);
  for (const customer of customers) expect((await customer.signIn()).status).toBe(200);
  const done: Try[] = [];
  const backAfterMs: number[] = [];

  for (let kill = 0; kill < KILLS; kill += 1) {
    const inRound: Try[] = [];
    const stopping = new AbortController();
    const first = randomInt(CUSTOMERS);
    const signing = Array.from({ length: AT_ONCE }, (_, i) => customers[(first + i) % CUSTOMERS]).flatMap((person) =>
      person ? [keepSigningIn(person, inRound, stopping.signal)] : [],
    );
    await new Promise((resolve) => setTimeout(resolve, randomInt(200, 900)));
    const killedAt = performance.now();
    if (kill % 2 === 0) {
      await product.kill();
    } else {
      process.kill(postmasterOf(dataFolder), 'SIGKILL');
      await new Promise((resolve) => setTimeout(resolve, randomInt(5, 150)));
    }
    stopping.abort();
    if (kill % 2 === 0) product = await startProduct({ dataFolder, port });
    await Promise.all(signing);
    const prober = customers[(first + AT_ONCE) % CUSTOMERS];
    await until('a sign-in after the kill', BACK_WITHIN_MS, async () => {
      const again = prober && (await tryToSignIn(prober, true, true));
      if (again) inRound.push(again);
      return again?.status === 200 ? again : null;
    });
    backAfterMs.push(performance.now() - killedAt);
    await expectSessionsAlive(product.origin, inRound);
    done.push(...inRound);
  }

  await until('all waiting mails to be delivered', 90_000, async () => {
    const [row] = await ask<{ waiting: string }>(
      dataFolder,
      `select count(*) as waiting from official_mails where state = 'queued'`,
    );
    return Number(row?.waiting) === 0 ? true : null;
  });
  await expectEachOnce(done);
  await expectDeliveredOnce();
  const answered = done.filter(({ status }) => status !== null).length;
  const slowest = Math.round(Math.max(...backAfterMs));
  console.log(`${done.length} tries, ${answered} answered; back after at most ${slowest} ms`);
});

/** The newest per person: older ones may have been dropped, since a user has a limited number of sessions. */
async function expectSessionsAlive(origin: string, inRound: readonly Try[]): Promise<void> {
  const newest = new Map(inRound.filter(({ status }) => status === 200).map((one) => [one.person.email, one]));
  for (const { address, session = '' } of newest.values()) {
    const browser = new Person(origin, address);
    browser.cookies.set('session', session);
    expect((await browser.get('/session')).status).toBe(200);
  }
}

interface Found {
  address: string;
  successes: number;
  failures: number;
  alerts: number;
}

async function expectEachOnce(done: readonly Try[]): Promise<void> {
  const found = await ask<Found>(
    dataFolder,
    `select address,
            count(*) filter (where outcome = 'success')::int as successes,
            count(*) filter (where outcome = 'failure')::int as failures,
            (select count(*)::int from official_mails m
              where m.template = 'sign-in-alert' and m.parameters ->> 'address' = e.address) as alerts
       from login_events e where kind = 'sign-in' group by address`,
  );
  const byAddress = new Map(found.map((row) => [row.address, row]));
  const wrong = done.filter(({ address, status, rightPassword }) => {
    const { successes = 0, failures = 0, alerts = 0 } = byAddress.get(address) ?? {};
    if (status === 200) return successes !== 1 || failures !== 0 || alerts !== 1;
    if (status === 401) return failures !== 1 || successes !== 0 || alerts !== 0;
    // Nobody was told: it happened once or not at all, and history and alert say the same.
    return successes > 1 || failures > 1 || alerts !== successes || (successes > 0 && !rightPassword);
  });
  expect(wrong.map((one) => ({ ...one, person: one.person.email, found: byAddress.get(one.address) }))).toEqual([]);
  // While the database is away the answer says so; it is never an error that nobody foresaw.
  expect(done.map(({ status }) => status).filter((status) => ![200, 401, 429, 503, null].includes(status))).toEqual([]);
  // A right password is never refused, and most tries were answered: else this drill proves little.
  expect(done.filter(({ status, rightPassword }) => status === 401 && rightPassword)).toEqual([]);
  expect(done.filter(({ status }) => status === 200).length).toBeGreaterThan(KILLS * 5);
}

async function expectDeliveredOnce(): Promise<void> {
  const astray = await ask(
    dataFolder,
    `select m.id, m.state, count(b.id)::int as copies, m.folded_into is not null as told
       from official_mails m left join dev_mailbox b on b.message_id like '<' || m.id || '@%'
      group by m.id
     having (m.state = 'delivered' and count(b.id) <> 1) or (m.state <> 'delivered' and count(b.id) > 0)
         or m.state not in ('delivered', 'folded')`,
  );
  expect(astray).toEqual([]);
}
