/**
 * Two million pairs of a range and an address, every second one oddly spelled, judged by us and by PostgreSQL's own types: what a list lets in must not
 * depend on who reads it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createDraws,
  drawPair,
  judgePairs,
  spellOddly,
} from '../src/foundations/client-address/testing/judge-ranges.ts';
import { connectionOf, endDatabase, type RunningProduct, startProduct } from './running-product.ts';

const dataFolder = mkdtempSync(path.join(tmpdir(), 'gatehouse-ranges-'));
const ROUNDS = 40;
const PAIRS = 50_000;
let product: RunningProduct;
let client: pg.Client;

beforeAll(async () => {
  product = await startProduct({ dataFolder });
  client = new pg.Client(connectionOf(dataFolder));
  await client.connect();
});

afterAll(async () => {
  await client?.end();
  await product?.stop();
  endDatabase(dataFolder);
  rmSync(dataFolder, { recursive: true, force: true });
});

test('no pair of two million is judged differently', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const draws = createDraws(`drill ${round}`);
    const pairs = Array.from({ length: PAIRS }, (_, index) => {
      const pair = drawPair(draws);
      return index % 2 === 0 ? pair : spellOddly(pair, draws);
    });
    expect((await judgePairs(client, pairs)).differing, `round ${round}`).toEqual([]);
  }
});
