import { readUrl } from './read-url.ts';
import { hasControl, type Refusal, refuse } from './refusal.ts';

export interface MailAddress {
  /** Null: the brand's name is used. */
  name: string | null;
  address: string;
}

export function readMailFrom(text: string): MailAddress | Refusal {
  const [, quoted, plain, inBrackets, bare] = /^(?:(?:"([^"\\]*)"|([^"<>@,;]*?))\s*<([^<>]+)>|(\S+))$/.exec(text) ?? [];
  const address = inBrackets ?? bare ?? '';
  const name = (quoted ?? plain ?? '').trim();
  if (!isMailAddress(address) || hasControl(text)) {
    return refuse('must be an address such as no-reply@example.com, or: Example Accounts <no-reply@example.com>');
  }
  return { name: name || null, address };
}

export function readSupportContact(text: string): { href: string; label: string } | Refusal {
  if (isMailAddress(text)) return { href: `mailto:${text}`, label: text };
  const url = readUrl(text);
  if (url?.protocol !== 'https:' || url.username || url.password || hasControl(text)) {
    return refuse('must be a mail address or an address that begins with https://');
  }
  return { href: url.href, label: `${url.host}${url.pathname}`.replace(/\/$/, '') };
}

function isMailAddress(text: string): boolean {
  return text.length <= 254 && /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(text);
}
