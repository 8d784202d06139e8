import { resealRows as resealColumn } from '../foundations/sealed-rows/index.ts';
import { SEALED_COLUMNS } from '../sealed-columns.ts';
import type { Command } from './command.ts';
import { requireNodesAgree } from './nodes-agree.ts';
import { withKeys } from './open-house.ts';

/** What is sealed with the old key between reading and ending of a walk is found by the next one. */
const MOST_WALKS = 5;

export const resealRows: Command = {
  name: 'keys reseal',
  operands: [],
  options: [],
  summary: 'Seals everything stored anew, with the current key.',
  help:
    'Walks every table with sealed values, while the product runs, without stopping anybody. May be interrupted and run\n' +
    'again. Refused while a node runs with another version of the secrets file. Rows that do not open are named and left.',
  run: (call) =>
    withKeys(call, async (open) => {
      await requireNodesAgree(open);
      const unreadable = new Map<string, { table: string; id: string }>();
      let [total, done] = [0, 1];
      for (let walk = 0; walk < MOST_WALKS && done > 0; walk++) {
        done = 0;
        for (const column of SEALED_COLUMNS) {
          const result = await resealColumn(open, column);
          done += result.done;
          for (const row of result.unreadable) unreadable.set(`${row.table} ${row.id}`, row);
        }
        total += done;
      }
      call.say(`${total} ${total === 1 ? 'value was' : 'values were'} sealed anew with ${open.keyRing.current}.`);
      for (const { table, id } of unreadable.values()) call.say(`Not readable, left as it is: ${id} in ${table}`);
      if (unreadable.size > 0)
        call.say('Their key is missing, or they were altered. Look into it before dropping a key.');
      return unreadable.size === 0;
    }),
};
