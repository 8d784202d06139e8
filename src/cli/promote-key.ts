import { replaceSecrets, promoteKey as withCurrent } from '../foundations/crypto/index.ts';
import type { Command } from './command.ts';
import { requireNodesAgree } from './nodes-agree.ts';
import { withKeys } from './open-house.ts';

export const promoteKey: Command = {
  name: 'keys promote',
  operands: ['<id>'],
  options: [],
  summary: 'Goes on with a rotation: this key seals from now on.',
  help:
    'Refused while a node runs that does not know the key. The product reads the file at its next start; promoting the\n' +
    'key of before is the way back.',
  run: (call) =>
    withKeys(call, async (open) => {
      const [id = ''] = call.operands;
      const promoted = withCurrent(open.secrets, id);
      await requireNodesAgree(open);
      await replaceSecrets(open.settings.secretsFile, promoted);
      call.say(`From the next start on ${id} seals.`);
      call.say('Next: give every node this file and restart it; then gatehouse keys reseal');
      return undefined;
    }),
};
