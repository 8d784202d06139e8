import { actOnUser } from './act-on-user.ts';
import type { Command } from './command.ts';

export const enableUser: Command = {
  name: 'user enable',
  operands: ['<e-mail>'],
  options: [],
  summary: 'Lets a disabled user in again.',
  help:
    'The user signs in as before, with the same password and settings, and is told by mail. The history says that the\n' +
    'operator did it.',
  run: (call) =>
    actOnUser(call, (house, email) => house.operator.enable(email), {
      done: 'enabled; can sign in as before, and a mail says so.',
      unchanged: 'was not disabled. Nothing was changed.',
    }),
};
