import { actOnUser } from './act-on-user.ts';
import type { Command } from './command.ts';

export const clearIpRestriction: Command = {
  name: 'clear-ip-restriction',
  operands: ['<e-mail>'],
  options: [],
  summary: 'Lets a user in from every address again.',
  help:
    'The user’s own list of addresses is removed, for somebody who is outside it and has no backup code. Whoever knows the\n' +
    'password can then use it from everywhere: find out first who asks. It opens no session. The history says that the\n' +
    'operator did it, and a mail tells the user, who can set a new list at any time. The list of a shared account stays.',
  run: (call) =>
    actOnUser(call, (house, email) => house.operator.clearIpRestriction(email), {
      done: 'the IP restriction is gone; every address may be used, and a mail says so.',
      unchanged: 'there was no IP restriction. Nothing was changed.',
    }),
};
