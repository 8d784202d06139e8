import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { Advice } from './advice.mjs';
import { explainNpmFailure } from './explain-npm-failure.mjs';
import { runCommand } from './run-command.mjs';

/** Without a network npm would try for minutes; a passing fault is over within seconds or not at all. */
const PATIENCE = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
const QUIET = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];

/** Runs npm with `node`; advises when it fails. */
export async function runNpm(node, args) {
  const { code, output } = await runCommand(node, [findNpm(), ...args, ...PATIENCE, ...QUIET], { node, quiet: true });
  if (code !== 0) throw new Advice(explainNpmFailure(output));
}

/** The npm that started us, else the one beside this Node, else the first on the path. */
function findNpm() {
  const beside = path.join(path.dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');
  const onPath = (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, 'npm'));
  const found = [process.env.npm_execpath ?? '', beside, ...onPath].filter((file) => existsSync(file));
  const npm = found.map((file) => realpathSync(file)).find((file) => path.basename(file) === 'npm-cli.js');
  if (npm === undefined)
    throw new Advice('npm was not found. Install it, it comes with Node.js, and run the command again.');
  return npm;
}
