import { domainToASCII } from 'node:url';

const MAX_LENGTH = 254;
const MAX_LOCAL_PART = 64;
// No quoted local parts: nobody types one on purpose, and every system disagrees about them.
const LOCAL_PART = /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]+$/u;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The one form in which an e-mail address is kept and compared (AP-2): NFKC, without case, domain as punycode.
 * No provider's tricks (dots, plus signs) are undone. null: not an address.
 */
export function normaliseEmailAddress(typed: string): string | null {
  const text = typed.normalize('NFKC').trim().toLowerCase();
  if (text.length > MAX_LENGTH) return null;
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const domain = domainToASCII(text.slice(at + 1));
  if (at < 1 || local.length > MAX_LOCAL_PART || !LOCAL_PART.test(local)) return null;
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return null;
  const address = `${local}@${domain}`;
  return DOMAIN.test(domain) && address.length <= MAX_LENGTH ? address : null;
}

/** "b•••@example.com": enough to recognise one's own address, too little to learn another's (DP-4). */
export function maskEmailAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const [first = ''] = address;
  return `${at > 1 ? first : ''}•••${address.slice(at)}`;
}
