import { createPrivateKey } from 'node:crypto';
import type { DkimKey } from '../foundations/mail-transport/index.ts';
import { type Refusal, refuse } from './refusal.ts';

const ENTRY = /^selector[ \t]+(\S+)\s+(-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----)\s*/;
const SELECTOR = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** The one that signs, the one before it, the one after it. */
const MOST_KEYS = 3;
/** RFC 8301 §3.2. */
const FEWEST_BITS = 2048;

/** One to three keys, each as a line `selector NAME` and the PEM of an RSA key. Repeats nothing of what it refuses. */
export function readDkimKeys(text: string): readonly DkimKey[] | Refusal {
  const keys: DkimKey[] = [];
  for (let rest = text.trim(); rest !== ''; ) {
    const [whole, selector = '', privateKey = ''] = ENTRY.exec(rest) ?? [];
    if (whole === undefined)
      return refuse('must be, for each key, a line “selector NAME” and then its private key in PEM form');
    if (!SELECTOR.test(selector)) return refuse('has a selector that is no DNS label in small letters, such as a2026');
    if (keys.some((key) => key.selector === selector)) return refuse('has one selector twice');
    if (!isStrongRsa(privateKey))
      return refuse(`has a key that is not RSA with at least ${FEWEST_BITS} bits, without a passphrase`);
    keys.push({ selector, privateKey });
    rest = rest.slice(whole.length);
  }
  return keys.length > MOST_KEYS ? refuse(`must have at most ${MOST_KEYS} keys`) : keys;
}

function isStrongRsa(pem: string): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= FEWEST_BITS;
  } catch {
    return false;
  }
}
