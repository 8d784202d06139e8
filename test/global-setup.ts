import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../src/foundations/database/embedded/index.ts';
import { migrate, openDatabase } from '../src/foundations/database/index.ts';
import { migrateJobs } from '../src/foundations/jobs/index.ts';
import { silentLog } from '../src/foundations/log.ts';

/** The server as the tests reach it; `openTestDatabase` makes a database of its own from the template. */
export interface TestServer {
  connection: pg.PoolConfig;
  template: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

/**
 * Starts one PostgreSQL for the whole run and migrates the template that each test file gets a copy of.
 * With TEST_DATABASE_URL, uses that server instead: its user must be allowed to create databases.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer(process.env.TEST_DATABASE_URL);
  const template = `gatehouse_template_${process.pid}`;

  async function tearDown(): Promise<void> {
    if (server.isShared) await runOn(server.connection, `drop database if exists ${template} with (force)`);
    await server.stop();
  }

  try {
    await makeTemplate(server.connection, template);
  } catch (error) {
    await tearDown();
    throw error;
  }
  project.provide('testServer', { connection: server.connection, template });
  return tearDown;
}

async function makeTemplate(connection: pg.PoolConfig, template: string): Promise<void> {
  await runOn(connection, `create database ${template}`);
  const database = openDatabase({ connection: { ...connection, database: template }, log: silentLog });
  try {
    await migrate(database, join(import.meta.dirname, '../migrations'), silentLog);
    await migrateJobs(database, silentLog);
  } finally {
    await database.close();
  }
}

async function startServer(url: string | undefined) {
  if (url !== undefined) return { connection: fromUrl(url), isShared: true, stop: async () => {} };
  const dataFolder = await mkdtemp(join(tmpdir(), 'gatehouse-test-'));
  const server = await startEmbeddedPostgres({ dataFolder, log: silentLog, durable: false });
  return {
    connection: server.connection,
    isShared: false,
    async stop() {
      await server.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Its parts, so that another database's name can be put in. */
function fromUrl(url: string): pg.PoolConfig {
  const { host, port, user, password, database } = new pg.Client(url);
  return { host, port, user, database, ...(password !== undefined && { password }) };
}

async function runOn(connection: pg.PoolConfig, statement: string): Promise<void> {
  const database = openDatabase({ connection, log: silentLog, max: 1 });
  await database.pool.query(statement);
  await database.close();
}
