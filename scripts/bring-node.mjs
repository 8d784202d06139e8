import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Advice } from './advice.mjs';
import { describeMachine } from './describe-machine.mjs';
import { RUNTIME } from './folders.mjs';
import { isNewEnough, nodePackage } from './node-version.mjs';
import { requireSpace } from './require-space.mjs';
import { runCommand } from './run-command.mjs';
import { runNpm } from './run-npm.mjs';
import { sayStep } from './say-step.mjs';

const SIZE_MB = 300;

/** The path of a Node that is new enough: the present one, or Node 24 from the package registry, kept in `.runtime/`. */
export async function bringNode() {
  if (isNewEnough(process.version)) return process.execPath;
  const name = nodePackage(describeMachine());
  const home = path.join(RUNTIME, 'node_modules', name);
  if (!isUsable(home)) {
    await sayStep(`This machine has Node.js ${process.version}; bringing Node.js 24 into .runtime/`, () =>
      bring(name, home),
    );
  }
  return binaryOf(home);
}

function binaryOf(home) {
  return path.join(home, 'bin/node');
}

function isUsable(home) {
  return (
    existsSync(binaryOf(home)) && isNewEnough(JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')).version)
  );
}

/** It gets its final place only when complete and tried, so a killed start leaves nothing half-made. */
async function bring(name, home) {
  const unfinished = path.join(RUNTIME, 'new');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  requireSpace(RUNTIME, SIZE_MB);
  writeFileSync(path.join(unfinished, 'package.json'), '{ "private": true }\n');
  await runNpm(process.execPath, ['install', '--prefix', unfinished, '--ignore-scripts', `${name}@24`]);
  const brought = path.join(unfinished, 'node_modules', name);
  const { code, output } = await runCommand(binaryOf(brought), ['--version'], { quiet: true });
  if (code !== 0) {
    throw new Advice(
      `The Node.js 24 that was brought does not run here:\n${output}\nInstall Node.js 24 and run the command again.`,
    );
  }
  rmSync(home, { recursive: true, force: true });
  mkdirSync(path.dirname(home), { recursive: true });
  renameSync(brought, home);
  rmSync(unfinished, { recursive: true, force: true });
}
