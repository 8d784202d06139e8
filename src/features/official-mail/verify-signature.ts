import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { settleMessage } from './read-message.ts';

/** `unknown`: this installation signs nothing itself, so nothing can be said. */
export type SignatureState = 'valid' | 'invalid' | 'absent' | 'unknown';

/** Our own DKIM keys, as `selector._domainkey.domain` → TXT record. */
export type OwnRecords = ReadonlyMap<string, string>;

const MOST_SIGNATURES = 10;

/**
 * Whether one of our own keys signed this message, header and body. Keys come from the settings alone: nobody's DNS is asked,
 * so a forger's own valid signature counts for nothing, and nobody learns that a message is looked at.
 */
export async function verifySignature(pasted: string, own: OwnRecords): Promise<SignatureState> {
  if (own.size === 0) return 'unknown';
  const message = settleMessage(pasted).replaceAll('\n', '\r\n');
  const head = message.slice(0, Math.max(message.indexOf('\r\n\r\n'), 0));
  const signatures = head.match(/^dkim-signature[ \t]*:/gim)?.length ?? 0;
  if (signatures === 0) return 'absent';
  if (signatures > MOST_SIGNATURES) return 'invalid';
  const { results } = await dkimVerify(Buffer.from(message), {
    resolver: async (name: string, type: string) => {
      const record = type === 'TXT' ? own.get(name.toLowerCase()) : undefined;
      if (record === undefined) throw Object.assign(new Error('not one of ours'), { code: 'ENOTFOUND' });
      return [[record]];
    },
  });
  const ours = results.filter(({ signingDomain, selector }) =>
    own.has(`${selector}._domainkey.${signingDomain}`.toLowerCase()),
  );
  if (ours.length === 0) return 'absent';
  // We never leave the end of a body unsigned.
  return ours.some(({ status, canonBodyLengthLimited }) => status.result === 'pass' && !canonBodyLengthLimited)
    ? 'valid'
    : 'invalid';
}
