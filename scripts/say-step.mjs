const SECOND = 1000;
/** Where no line can be rewritten, as in a log, waiting is mentioned only now and then. */
const REPORT_EVERY = 10;

/** Runs `work` under a line that says what happens and for how long it has. */
export async function sayStep(title, work, out = process.stdout) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / SECOND);
  const rewrites = out.isTTY === true;
  const show = (state) => out.write(rewrites ? `\r\u001b[2K${title} … ${state}` : `${title} … ${state}\n`);

  out.write(rewrites ? `${title} …` : `${title} …\n`);
  const timer = setInterval(() => {
    if (rewrites || seconds() % REPORT_EVERY === 0) show(`${seconds()} s`);
  }, SECOND);
  try {
    const result = await work();
    show(`done (${seconds()} s)`);
    return result;
  } catch (error) {
    show('failed');
    throw error;
  } finally {
    clearInterval(timer);
    if (rewrites) out.write('\n');
  }
}
