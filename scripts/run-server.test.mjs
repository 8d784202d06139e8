import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { ROOT } from './folders.mjs';

const RUN_SERVER = pathToFileURL(path.join(ROOT, 'scripts/run-server.mjs')).href;
const ASKED = pathToFileURL(path.join(ROOT, 'scripts/asked-to-stop.mjs')).href;

/** A launcher with a program in place of the product, in a process group of its own as a terminal gives it. */
async function launch(body) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'launcher-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const diary = path.join(folder, 'diary');
  const program = path.join(folder, 'program.mjs');
  writeFileSync(diary, '');
  writeFileSync(
    program,
    `import { appendFileSync } from 'node:fs';
    const write = (line) => appendFileSync(${JSON.stringify(diary)}, line + '\\n');
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => { write(signal); setTimeout(() => { write('stopped'); process.exit(0); }, 50); });
    }
    ${body}
    write('pid ' + process.pid);
    setInterval(() => {}, 1000);`,
  );
  const launcher = spawn(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `const { runServer } = await import(${JSON.stringify(RUN_SERVER)});
      const { askedToStop } = await import(${JSON.stringify(ASKED)});
      process.exit(await runServer(process.execPath, askedToStop(), ${JSON.stringify(program)}));`,
    ],
    { detached: true, stdio: 'ignore', env: { ...process.env, npm_lifecycle_event: undefined } },
  );
  const ended = new Promise((resolve) => launcher.once('exit', (code) => resolve(code)));
  const read = () => readFileSync(diary, 'utf8').trim().split('\n');
  while (read()[0] === '') await sleep(20);
  const pid = Number(read()[0].replace('pid ', ''));
  onTestFinished(() => {
    for (const process_ of [launcher.pid, pid]) {
      try {
        process.kill(process_, 'SIGKILL');
      } catch {
        // It has ended, as it should.
      }
    }
  });
  return { launcher, pid, ended, lines: () => read().slice(1) };
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])(
  '%s to the whole process group stops the product in order, told once',
  async (signal) => {
    const { launcher, ended, lines } = await launch('');
    process.kill(-launcher.pid, signal);
    expect(await ended).toBe(0);
    expect(lines()).toEqual(['SIGTERM', 'stopped']);
  },
);

test('a product whose launcher was killed stops in order', async () => {
  const { launcher, ended, lines } = await launch('');
  launcher.kill('SIGKILL');
  await ended;
  for (let tries = 0; lines().length < 2 && tries < 200; tries += 1) await sleep(20);
  expect(lines()).toEqual(['SIGTERM', 'stopped']);
});

test('the launcher ends with the code of a product that ends by itself', async () => {
  const { ended } = await launch('setTimeout(() => process.exit(3), 50);');
  expect(await ended).toBe(3);
});

test('a killed product makes the launcher fail', async () => {
  const { pid, ended } = await launch('');
  process.kill(pid, 'SIGKILL');
  expect(await ended).toBe(1);
});
