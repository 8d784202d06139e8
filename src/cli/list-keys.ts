import type { Command } from './command.ts';
import { countSealed } from './count-sealed.ts';
import { withKeys } from './open-house.ts';

export const listKeys: Command = {
  name: 'keys list',
  operands: [],
  options: [],
  summary: 'Shows the ids of the sealing keys and what each still seals.',
  help: 'Shows no key, only ids: which one seals new values, and how many values each one is still needed for.',
  run: (call) =>
    withKeys(call, async (open) => {
      const counts = await countSealed(open);
      for (const id of open.keyRing.keyIds) {
        const count = counts.get(id) ?? 0;
        const current = id === open.keyRing.current ? ', seals new ones' : '';
        call.say(`${id}: seals ${count} ${count === 1 ? 'value' : 'values'}${current}`);
        counts.delete(id);
      }
      for (const [id, count] of counts) call.say(`${id}: not in the secrets file, yet it seals ${count} values`);
      return counts.size === 0;
    }),
};
