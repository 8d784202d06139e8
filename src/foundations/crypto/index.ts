export { newId } from './ids.ts';
export { createKeyRing, type KeyRing } from './key-ring.ts';
export { newSecrets, SecretsError } from './secrets.ts';
export { loadOrCreateSecrets } from './secrets-file.ts';
export { equalBytes, hashToken, newToken } from './tokens.ts';
