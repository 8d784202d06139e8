/** `npm test` and its relatives: brings everything a run needs, then runs it. The last lines are the runner's own. */
import { Advice, giveUp } from './advice.mjs';
import { askedToStop } from './asked-to-stop.mjs';
import { installSystemTools, toolVariables } from './install-system-tools.mjs';
import { prepare } from './prepare.mjs';
import { endCommands, runCommand } from './run-command.mjs';

/** Each run: the system tools it needs, and its commands in order, the quickest to fail first. */
const RUNS = {
  all: {
    tools: ['chromium', 'oathtool', 'poppler-utils', 'zbar-tools'],
    commands: ['tsc --noEmit', 'biome check .', 'knip', 'vitest run', 'playwright test -c e2e'],
  },
  drills: {
    tools: [
      'chromium',
      'oathtool',
      'poppler-utils',
      'zbar-tools',
      'swaks',
      'python3-dkim',
      'nginx',
      'caddy',
      'haproxy',
    ],
    commands: ['vitest run --config vitest.drills.config.ts', 'playwright test -c e2e/drills.config.ts'],
  },
  screenshots: {
    tools: ['chromium', 'oathtool', 'zbar-tools'],
    commands: ['playwright test -c e2e/screenshots.config.ts'],
  },
  bench: { tools: [], commands: ['node bench/run.ts'] },
  'bench-seed': { tools: [], commands: ['node bench/seed.ts'] },
};
const INTERRUPTED = 130;

/** Gives the exit code of the first command that fails, else 0. */
async function run(name, extra) {
  const wanted = RUNS[name];
  if (!wanted) throw new Advice(`There is no test run "${name}". There are: ${Object.keys(RUNS).join(', ')}.`);
  const node = await prepare();
  await installSystemTools(wanted.tools);
  const env = toolVariables(wanted.tools);
  for (const line of wanted.commands) {
    console.log(`\n> ${line}`);
    const [command, ...args] = line.split(' ');
    const { code } = await runCommand(command, [...args, ...extra], { node, env });
    if (code !== 0) return code;
  }
  return 0;
}

try {
  const [name = 'all', ...extra] = process.argv.slice(2);
  const code = await Promise.race([run(name, extra), askedToStop().then(() => INTERRUPTED)]);
  if (code === INTERRUPTED) await endCommands();
  process.exit(code);
} catch (error) {
  giveUp(error);
}
