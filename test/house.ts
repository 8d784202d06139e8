import { afterAll } from 'vitest';
import { compose, type Overrides } from '../src/compose.ts';
import { createKeyRing, newSecrets } from '../src/foundations/crypto/index.ts';
import type { Assets } from '../src/foundations/http/index.ts';
import { createLog, type Log, silentLog } from '../src/foundations/log.ts';
import type { KeptMail, MailTransport } from '../src/foundations/mail-transport/index.ts';
import { readSettings } from '../src/settings.ts';
import { createTestClock, type TestClock } from './clock.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';
import { Visitor, type VisitorOptions } from './visitor.ts';

/** The whole product in this process, on a database of its own. Only clock, mail and the cost of a hash are replaced. */
export interface House {
  clock: TestClock;
  database: TestDatabase;
  parts: ReturnType<typeof compose>;
  /** What was logged, one line each; empty unless asked for. */
  logged: string[];
  visitor(options?: VisitorOptions): Visitor;
  /** A visitor of the product as it is after a restart: composed anew over the same database and keys. */
  visitorAfterRestart(options?: VisitorOptions): Visitor;
  /** Mails to an address, oldest first, after all due jobs have run. */
  mailsTo(email: string): Promise<KeptMail[]>;
  /** Somebody who signed up and confirmed the address; not signed in. */
  customer(options?: VisitorOptions): Promise<Visitor>;
}

export interface HouseOptions extends Overrides {
  environment?: Record<string, string>;
  keepLog?: boolean;
  transport?: MailTransport;
}

const CHEAP_HASHES = { cost: { memoryKib: 8, passes: 1, lanes: 1 } };
/** Every test visitor comes through this one proxy, so that it can have any address. */
export const PROXY = '127.0.0.1';

const noAssets: Assets = {
  pathOf: (name) => `/assets/${name}`,
  serve: async () => ({ kind: 'file', contentType: 'text/plain', body: '' }),
};

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const { environment, keepLog, transport, ...overrides } = options;
  const database = await openTestDatabase();
  const clock = createTestClock();
  const logged: string[] = [];
  const log: Log = keepLog ? createLog({ level: 'debug', write: (line) => void logged.push(line) }) : silentLog;
  const foundations = {
    settings: readSettings({ TRUSTED_PROXIES: PROXY, ...environment }),
    database,
    connection: database.connection,
    clock,
    keyRing: createKeyRing(newSecrets()),
    log,
    assets: noAssets,
    ...(transport ? { transport } : {}),
  };
  const open = () => compose(foundations, { hashing: CHEAP_HASHES, ...overrides });
  const parts = open();
  afterAll(() => parts.jobs.stop());

  async function mailsTo(email: string): Promise<KeptMail[]> {
    await parts.jobs.runPending();
    const mails = await parts.mailbox.list(2000);
    return mails.filter(({ to }) => to.includes(email)).reverse();
  }

  const house: House = {
    clock,
    database,
    parts,
    logged,
    mailsTo,
    visitor: (visitorOptions) => new Visitor(parts.app, visitorOptions),
    visitorAfterRestart: (visitorOptions) => new Visitor(open().app, visitorOptions),
    async customer(visitorOptions) {
      const visitor = new Visitor(parts.app, visitorOptions);
      await visitor.signUp();
      const mail = (await mailsTo(visitor.email)).at(-1);
      const token = /verify-address\?token=([\w-]+)/.exec(mail?.text ?? '')?.[1];
      const confirmed = await visitor.post('/verify-address', { token });
      if (confirmed.status !== 200) throw new Error(`not confirmed: ${confirmed.text}`);
      return visitor;
    },
  };
  return house;
}
