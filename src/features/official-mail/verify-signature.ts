import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import type { ReadMessage } from './read-message.ts';

/** `unknown`: this installation signs nothing itself, so nothing can be said. */
export type SignatureState = 'valid' | 'invalid' | 'absent' | 'unknown';

/** Our own DKIM keys, as `selector._domainkey.domain` → TXT record. */
export type OwnRecords = ReadonlyMap<string, string>;

const MOST_SIGNATURES = 10;

/**
 * Whether one of our own keys signed this message, header and body. Keys come from the settings alone: nobody's DNS is asked,
 * so a forger's own valid signature counts for nothing, and nobody learns that a message is looked at. `isBodyOurs`: other bodies
 * we did not sign, so of them it is only told whether they claim it; nothing a stranger made up is worth the verifier's time.
 */
export async function verifySignature(
  message: ReadMessage,
  own: OwnRecords,
  isBodyOurs: boolean,
): Promise<SignatureState> {
  if (own.size === 0) return 'unknown';
  const signatures = message.header.fields.get('dkim-signature') ?? [];
  if (!signatures.some((signature) => own.has(keyNameIn(signature)))) return 'absent';
  if (!isBodyOurs || signatures.length > MOST_SIGNATURES || !message.header.isPlain) return 'invalid';
  const { results } = await dkimVerify(Buffer.from(message.text.replaceAll('\n', '\r\n')), {
    resolver: async (name: string, type: string) => {
      const record = type === 'TXT' ? own.get(name.toLowerCase()) : undefined;
      if (record === undefined) throw Object.assign(new Error('not one of ours'), { code: 'ENOTFOUND' });
      return [[record]];
    },
  });
  // We never leave the end of a body unsigned.
  const isValid = results.some(
    ({ signingDomain, selector, status, canonBodyLengthLimited }) =>
      own.has(keyName(selector ?? '', signingDomain ?? '')) && status.result === 'pass' && !canonBodyLengthLimited,
  );
  return isValid ? 'valid' : 'invalid';
}

function keyNameIn(signature: string): string {
  const tags = new Map(
    signature.split(';').map((tag) => [tag.split('=', 1)[0]?.trim(), tag.slice(tag.indexOf('=') + 1).trim()]),
  );
  return keyName(tags.get('s') ?? '', tags.get('d') ?? '');
}

function keyName(selector: string, domain: string): string {
  return `${selector}._domainkey.${domain}`.toLowerCase();
}
