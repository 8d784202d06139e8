import { actOnUser } from './act-on-user.ts';
import type { Command } from './command.ts';

export const markUserCompromised: Command = {
  name: 'user compromised',
  operands: ['<e-mail>'],
  options: [],
  summary: 'Somebody else knows the password: asks for a new one.',
  help:
    'All sessions end, no browser counts as known, and after the next sign-in only the change of password opens. The user\n' +
    'is told by mail. Nobody here chooses or sees a password. If the account may be in wrong hands at this moment,\n' +
    'disable the user instead.',
  run: (call) =>
    actOnUser(call, (house, email) => house.operator.markCompromised(email), {
      done: 'must choose a new password at the next sign-in; all sessions have ended, and a mail says so.',
      unchanged: 'Nothing was changed.',
    }),
};
