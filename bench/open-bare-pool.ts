import type pg from 'pg';
import { connectionOf } from '../drills/running-product.ts';
import { openPool } from '../src/foundations/database/index.ts';
import { createLog } from '../src/foundations/log.ts';

/** A pool as the product's own: as many connections, the same settings. */
export function openBarePool(dataFolder: string): pg.Pool {
  const log = createLog({ level: 'warn' });
  return openPool({ connection: connectionOf(dataFolder), log, applicationName: 'bench', max: 10 });
}
