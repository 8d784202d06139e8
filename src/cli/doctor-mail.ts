import dns from 'node:dns/promises';
import { checkMailSetup, type ResolveTxt } from '../features/official-mail/index.ts';
import { silentLog } from '../foundations/log.ts';
import { readSettings } from '../settings.ts';
import { checkMailServer } from './check-mail-server.ts';
import type { Command } from './command.ts';
import { lineOf } from './finding.ts';

/** A key is longer than one string of a record may be, so it comes in parts. */
const askDns: ResolveTxt = async (name) => (await dns.resolveTxt(name)).map((parts) => parts.join(''));

export const doctorMail: Command = {
  name: 'doctor mail',
  operands: [],
  options: [],
  summary: 'Checks the mail server and the DNS records of the sending domain.',
  help:
    'The connection to the mail server, and whether SPF, DKIM and DMARC let others tell your mails from forged ones. Asks the\n' +
    'DNS, sends nothing. Ends with 1 when something is wrong, and says on that line what to do.',
  async run({ environment, say }) {
    const settings = readSettings(environment);
    const server = await checkMailServer(settings, silentLog);
    say(lineOf(server));
    // Without a mail server nothing leaves this machine, in whatever name.
    if (settings.mailbox) return server.ok;
    const setup = { sender: settings.mailFrom.address, dkimKeys: settings.secrets.dkimKeys };
    const records = await checkMailSetup(setup, askDns);
    for (const finding of records) say(lineOf(finding));
    return [server, ...records].every(({ ok }) => ok);
  },
};
