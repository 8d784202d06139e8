import { existsSync } from 'node:fs';
import { createKeyRing, type KeyRing, loadOrCreateSecrets, SecretsError } from '../foundations/crypto/index.ts';
import type { Settings } from '../settings.ts';
import type { Finding } from './finding.ts';

/** Whether the secrets file is there, closed to others, and holds usable keys; opens nothing with them. */
export async function checkSecrets({
  secretsFile,
  mayCreateSecrets,
}: Settings): Promise<{ finding: Finding; keyRing: KeyRing | null }> {
  const about = 'secrets';
  if (!existsSync(secretsFile)) {
    const todo = mayCreateSecrets
      ? 'The first start makes it; if there was one, put its copy back.'
      : 'Make it once (gatehouse secrets make), or put its copy back.';
    return { finding: { about, ok: false, words: `there is no file ${secretsFile}.`, todo }, keyRing: null };
  }
  try {
    const keyRing = createKeyRing(await loadOrCreateSecrets({ file: secretsFile, mayCreate: false }));
    const keys = keyRing.keyIds.length === 1 ? 'one key' : `${keyRing.keyIds.length} keys`;
    const words = `${secretsFile} can be read by nobody else and holds ${keys}; ${keyRing.current} seals.`;
    return { finding: { about, ok: true, words }, keyRing };
  } catch (error) {
    if (!(error instanceof SecretsError)) throw error;
    return { finding: { about, ok: false, words: error.message, todo: '' }, keyRing: null };
  }
}
