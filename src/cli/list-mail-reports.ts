import type { MailReport } from '../features/official-mail/index.ts';
import type { Command } from './command.ts';
import { withHouse } from './open-house.ts';
import { harmlessJson, harmlessLine } from './terminal-text.ts';

const LONGEST = 100;

export const listMailReports: Command = {
  name: 'mail-reports',
  operands: [],
  options: [{ name: '--json', meaning: 'one JSON object a line, for a program' }],
  summary: 'Lists the forged mails that people handed in at /check-mail.',
  help:
    'The one handed in last comes first: when (UTC), how often, by whom if somebody was signed in, the message number that it\n' +
    'claims, where it says it comes from, where it leads, its subject. “changed” carries the number of a mail of yours,\n' +
    '“not-ours” not even that. What a forger wrote is cut, and what would act on the terminal is written out. Each is kept\n' +
    'until 90 days after it was handed in last; of a flood the newest stay. gatehouse mail-reports show <id> shows one.',
  run: (call) =>
    withHouse(call, async ({ mailReports }) => {
      const asJson = call.options.has('--json');
      let count = 0;
      for await (const report of mailReports.list()) {
        count += 1;
        for (const line of asJson ? [harmlessJson(report)] : linesOf(report)) call.say(line);
      }
      if (count === 0 && !asJson) call.say('There is no report: nobody handed in a forged mail in the last 90 days.');
      return undefined;
    }),
};

function linesOf({ id, lastAt, times, by, verdict, number, senderDomain, links, subject }: MailReport): string[] {
  const often = times === 1 ? 'once' : `${times} times`;
  const facts = { by, number, from: senderDomain, 'leads to': links.join(', '), subject };
  return [
    `${id}  ${lastAt.toISOString().slice(0, 16).replace('T', ' ')}  ${verdict}  ${often}`,
    ...Object.entries(facts).flatMap(([name, value]) =>
      value ? [`  ${name.padEnd(8)}  ${harmlessLine(value, LONGEST)}`] : [],
    ),
  ];
}
