import { replaceSecrets, addKey as withNewKey } from '../foundations/crypto/index.ts';
import type { Command } from './command.ts';
import { requireNodesAgree } from './nodes-agree.ts';
import { withKeys } from './open-house.ts';

export const addKey: Command = {
  name: 'keys add',
  operands: [],
  options: [{ name: '--later', meaning: 'does not seal with it yet: for an installation with several nodes' }],
  summary: 'Begins a rotation: adds a key to the secrets file.',
  help:
    'The old keys stay and go on opening what they sealed. The product reads the file at its next start.\n' +
    'One node: keys add, restart it, keys reseal, keys drop <old id>, restart it.\n' +
    'Several: keys add --later, give every node the file and restart it, keys promote <new id>, give every node the file\n' +
    'and restart it, keys reseal, keys drop <old id>. docs/operate.md has the steps.',
  run: (call) =>
    withKeys(call, async (open) => {
      await requireNodesAgree(open);
      const later = call.options.has('--later');
      const rotated = withNewKey(open.secrets, later ? 'later' : 'now');
      await replaceSecrets(open.settings.secretsFile, rotated);
      const id = rotated.keys.at(-1)?.id;
      call.say(`Added ${id} to ${open.settings.secretsFile}.`);
      call.say(
        later
          ? `Next: give every node this file and restart it; then gatehouse keys promote ${id}`
          : 'Next: restart the product, which then seals with it; then gatehouse keys reseal',
      );
      return undefined;
    }),
};
