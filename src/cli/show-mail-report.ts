import { type Command, Refusal } from './command.ts';
import { withHouse } from './open-house.ts';
import { harmless, harmlessJson, harmlessLine } from './terminal-text.ts';

export const showMailReport: Command = {
  name: 'mail-reports show',
  operands: ['<id>'],
  options: [{ name: '--json', meaning: 'as a JSON object, its member “message” exactly as it was handed in' }],
  summary: 'Shows one forged mail that somebody handed in.',
  help:
    'The whole message, its first 256 KiB. Nothing in it is opened or followed, and what would act on the terminal is written\n' +
    'out. It may hold an address, a code or a link of whoever handed it in: pass it on only to those who need it.',
  run: (call) =>
    withHouse(call, async ({ mailReports }) => {
      const [id = ''] = call.operands;
      const message = await mailReports.find(id);
      if (message === null) throw new Refusal(`There is no report ${harmlessLine(id, 40)}, or it is no longer kept.`);
      const asJson = call.options.has('--json');
      call.say(asJson ? harmlessJson({ id, message }) : harmless(message.replace(/\r\n?/g, '\n')));
      return undefined;
    }),
};
