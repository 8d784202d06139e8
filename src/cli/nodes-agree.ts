import { findConnectedNames } from '../foundations/database/index.ts';
import { NODE_NAME, nodeName } from '../start.ts';
import { Refusal } from './command.ts';
import type { OpenKeys } from './open-house.ts';

/**
 * A step of a rotation is safe only when every running node has read the secrets file as it is now: a node with an older
 * one could not open what is sealed anew, or would go on sealing with a key that is about to be dropped.
 */
export async function requireNodesAgree({ database, keyRing }: OpenKeys): Promise<void> {
  const names = await findConnectedNames(database, NODE_NAME);
  if (names.every((name) => name === nodeName(keyRing))) return;
  throw new Refusal(
    'A node is running that has not read the secrets file as it is now. Give every node the same file, restart them one ' +
      'after the other, then try again. Nothing was changed.',
  );
}
