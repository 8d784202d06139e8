import { createPublicKey } from 'node:crypto';

/** A key that mails are signed with, and the name under which its other half stands in our DNS. */
export interface DkimKey {
  readonly selector: string;
  /** PEM. */
  readonly privateKey: string;
}

/** RFC 6376 §3.6.1: what has to stand in the DNS for each key, by name. */
export function dkimRecords(domain: string, keys: readonly DkimKey[]): Map<string, string> {
  return new Map(keys.map(({ selector, privateKey }) => [recordName(selector, domain), recordOf(privateKey)]));
}

export function domainOfAddress(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

function recordName(selector: string, domain: string): string {
  return `${selector}._domainkey.${domain}`.toLowerCase();
}

function recordOf(privateKey: string): string {
  const der = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return `v=DKIM1; k=rsa; p=${der.toString('base64')}`;
}
