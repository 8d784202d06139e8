export { newId } from './ids.ts';
export { createKeyRing, type KeyRing } from './key-ring.ts';
export { addKey, dropKey, newSecrets, promoteKey, type Secrets, SecretsError } from './secrets.ts';
export { loadOrCreateSecrets, makeSecrets, replaceSecrets } from './secrets-file.ts';
export { equalBytes, hashToken, newToken } from './tokens.ts';
