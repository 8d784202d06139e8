import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * A hash over names and contents of `inputs`, files or whole folders below `root`. Not over times: a checkout changes them.
 * `matters` decides by the relative path; what does not exist counts as absent.
 */
export function fingerprint(root, inputs, matters = () => true) {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => listFiles(root, input)).filter(matters)) {
    const content = readFileSync(path.join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function listFiles(root, input) {
  const place = path.join(root, input);
  if (!existsSync(place)) return [];
  if (!statSync(place).isDirectory()) return [input];
  return readdirSync(place)
    .sort()
    .flatMap((name) => listFiles(root, path.join(input, name)));
}

/** What `file` says was done last, or null. */
export function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
