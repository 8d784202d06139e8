#!/usr/bin/env node
/** `npx gatehouse …`: runs a command of the built product with a Node that is new enough, and ends as it ended. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Advice, giveUp } from './advice.mjs';
import { bringNode } from './bring-node.mjs';
import { BUILT } from './folders.mjs';

try {
  const program = path.join(BUILT, 'cli.js');
  if (!existsSync(program)) throw new Advice('Gatehouse is not built yet: npm start does it, or npm run build.');
  const child = spawn(await bringNode(), ['--enable-source-maps', program, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  // Ctrl-C reaches both; the product decides when it has stopped. Other signals are passed on.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', giveUp);
  child.once('exit', (code) => process.exit(code ?? 1));
} catch (error) {
  giveUp(error);
}
