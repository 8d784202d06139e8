/** `npm start`: from whatever state this folder is in to a running product. */
import { giveUp } from './advice.mjs';
import { askedToStop } from './asked-to-stop.mjs';
import { prepare } from './prepare.mjs';
import { requirePort } from './require-port.mjs';
import { endCommands } from './run-command.mjs';
import { runServer } from './run-server.mjs';

async function getReady() {
  await requirePort(process.env);
  return prepare();
}

try {
  const asked = askedToStop();
  const node = await Promise.race([getReady(), asked.then(() => null)]);
  // Asked while still preparing, it ends what it began; a later start takes that up again.
  if (node === null) await endCommands();
  process.exit(node === null ? 0 : await runServer(node, asked));
} catch (error) {
  giveUp(error);
}
