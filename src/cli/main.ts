import { runCli } from './index.ts';

const code = await runCli(process.argv.slice(2), {
  environment: process.env,
  out: (line) => console.log(line),
  error: (line) => console.error(line),
});
// A start that failed has set it already; the product that runs goes on.
if (code !== 0) process.exitCode = code;
