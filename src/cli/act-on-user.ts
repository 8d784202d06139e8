import type { ActOutcome } from '../features/operator-console/index.ts';
import { normaliseEmailAddress } from '../foundations/email-address.ts';
import { type Call, Refusal } from './command.ts';
import { withHouse } from './open-house.ts';

type House = Parameters<Parameters<typeof withHouse>[1]>[0];

/** One operator's act on the user with the typed address, told in one line. */
export async function actOnUser(
  call: Call,
  act: (house: House, email: string) => Promise<ActOutcome>,
  told: { done: string; unchanged: string },
): Promise<undefined> {
  const [typed = ''] = call.operands;
  const email = normaliseEmailAddress(typed);
  if (email === null) throw new Refusal(`“${typed}” is not an e-mail address.`);
  const outcome = await withHouse(call, (house) => act(house, email));
  if (outcome === 'no-such-user') throw new Refusal(`Nobody signs in with ${email}. Nothing was changed.`);
  call.say(`${email}: ${told[outcome]}`);
}
