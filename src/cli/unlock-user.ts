import { actOnUser } from './act-on-user.ts';
import type { Command } from './command.ts';

export const unlockUser: Command = {
  name: 'unlock',
  operands: ['<e-mail>'],
  options: [],
  summary: 'Ends the waits that wrong guesses brought about.',
  help:
    'Wrong passwords and codes of strangers are forgotten, so that a browser that is not known yet need not wait, also\n' +
    'after a hundred of them. The history says that the operator did it. Guessing may begin anew, so find out first who\n' +
    'asks: somebody who knows the password gets in from a known browser, or by a reset, without this.',
  run: (call) =>
    actOnUser(call, (house, email) => house.operator.unlock(email), {
      done: 'wrong guesses are forgotten; a sign-in is evaluated again at once.',
      unchanged: 'Nothing was changed.',
    }),
};
