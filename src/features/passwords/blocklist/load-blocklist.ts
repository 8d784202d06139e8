import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { foldText } from '../fold-text.ts';

const decompress = promisify(brotliDecompress);
const LIST = new URL('./blocklist.txt.br', import.meta.url);

/** True when the whole candidate is on the list, whatever its case; signs between its letters do not save it. */
export type Blocklist = (candidate: string) => boolean;

/**
 * The list that comes with the product and, one entry a line, the operator's own file (PW-6, PW-7).
 * Needs no network. Rejects when the operator's file cannot be read: a list that is silently missing protects nobody.
 */
export async function loadBlocklist(ownFile: string | null | undefined): Promise<Blocklist> {
  const text = (await decompress(await readFile(LIST))).toString('utf8');
  const entries = new Set(text.split('\n'));
  if (ownFile != null) {
    for (const line of (await readFile(ownFile, 'utf8')).split(/\r?\n/)) entries.add(foldText(line).folded);
  }
  entries.delete('');
  return (candidate) => {
    const { folded, squeezed } = foldText(candidate);
    return entries.has(folded) || entries.has(squeezed);
  };
}
