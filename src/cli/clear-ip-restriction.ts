import { normaliseEmailAddress } from '../foundations/email-address.ts';
import { actOnUser } from './act-on-user.ts';
import { type Call, type Command, Refusal } from './command.ts';
import { withHouse } from './open-house.ts';

export const clearIpRestriction: Command = {
  name: 'clear-ip-restriction',
  operands: ['<e-mail>'],
  options: [
    {
      name: '--account',
      meaning: 'The list of the account instead: by its id, or of each account that <e-mail> owns.',
    },
  ],
  summary: 'Lets a user, or the members of an account, in from every address again.',
  help:
    'The user’s own list of addresses is removed, for somebody who is outside it and has no backup code. Whoever knows the\n' +
    'password can then use it from everywhere: find out first who asks. It opens no session. The history says that the\n' +
    'operator did it, and a mail tells the user, who can set a new list at any time. The list of a shared account stays,\n' +
    'unless --account asks for it: then the account’s activity says so, and a mail tells every owner.',
  run: (call) => (call.options.has('--account') ? clearAccounts(call) : clearUser(call)),
};

function clearUser(call: Call): Promise<undefined> {
  return actOnUser(call, (house, email) => house.operator.clearIpRestriction(email), {
    done: 'the IP restriction is gone; every address may be used, and a mail says so.',
    unchanged: 'there was no IP restriction. Nothing was changed.',
  });
}

async function clearAccounts(call: Call): Promise<undefined> {
  const [typed = ''] = call.operands;
  const accountOrOwner = typed.includes('@') ? normaliseEmailAddress(typed) : typed;
  if (accountOrOwner === null) throw new Refusal(`“${typed}” is not an e-mail address.`);
  const accounts = await withHouse(call, (house) => house.operator.clearAccountAddresses(accountOrOwner));
  if (accounts === 'no-such-user') throw new Refusal(`There is no account of “${typed}”. Nothing was changed.`);
  for (const { id, name, cleared } of accounts) {
    call.say(
      cleared
        ? `${id} (${name}): the list of addresses is gone; every address may be used, and a mail tells all owners.`
        : `${id} (${name}): there was no list of addresses. Nothing was changed.`,
    );
  }
}
