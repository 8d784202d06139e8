import { replaceSecrets, dropKey as without } from '../foundations/crypto/index.ts';
import { type Command, Refusal } from './command.ts';
import { countSealed } from './count-sealed.ts';
import { requireNodesAgree } from './nodes-agree.ts';
import { withKeys } from './open-house.ts';

export const dropKey: Command = {
  name: 'keys drop',
  operands: ['<id>'],
  options: [],
  summary: 'Ends a rotation: forgets a key that nothing needs any more.',
  help:
    'Refused while anything is still sealed with the key, or a node runs that may seal with it. There is no way back but\n' +
    'your copy of the secrets file. A backup of the database from before needs the key: keep that copy as long as it.',
  run: (call) =>
    withKeys(call, async (open) => {
      const [id = ''] = call.operands;
      const left = without(open.secrets, id);
      await requireNodesAgree(open);
      const count = (await countSealed(open)).get(id) ?? 0;
      if (count > 0) {
        const values = count === 1 ? 'One value is' : `${count} values are`;
        throw new Refusal(`${values} still sealed with ${id}. Run gatehouse keys reseal first. Nothing was changed.`);
      }
      await replaceSecrets(open.settings.secretsFile, left);
      call.say(`Dropped ${id}. Next: give every node this file and restart it.`);
      return undefined;
    }),
};
