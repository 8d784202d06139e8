import { actOnUser } from './act-on-user.ts';
import type { Command } from './command.ts';

export const disableUser: Command = {
  name: 'user disable',
  operands: ['<e-mail>'],
  options: [],
  summary: 'Shuts a user out: all sessions end at once.',
  help:
    'The user cannot sign in or reset the password, and is told by mail. The history says that the operator did it. What\n' +
    'the user set up is kept. Undo it with: gatehouse user enable <e-mail>',
  run: (call) =>
    actOnUser(call, (house, email) => house.operator.disable(email), {
      done: 'disabled; all sessions have ended, and a mail says so.',
      unchanged: 'was disabled already. Nothing was changed.',
    }),
};
