/** A failure whose message says what to do; it is shown without a stack trace. */
export class Advice extends Error {}

/** Shows why a launcher cannot go on, and ends it. */
export function giveUp(error) {
  console.error(error instanceof Advice ? `\n${error.message}\n` : error);
  process.exit(1);
}
