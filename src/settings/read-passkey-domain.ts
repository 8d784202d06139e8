import { isLoopback, readUrl } from './read-url.ts';
import { type Refusal, refuse } from './refusal.ts';

/** The domain of passkeys: a host name, as it stands in addresses. */
export function readDomain(text: string): string | Refusal {
  const name = text.toLowerCase();
  return /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/.test(name)
    ? name
    : refuse('must be a domain such as example.com: no scheme, no port, no path');
}

/** Origins with commas between; each exactly as browsers write it. */
export function readOrigins(text: string): string[] | Refusal {
  const entries = text.split(',').map((entry) => entry.trim());
  const wrong = entries.findIndex((entry) => !isOrigin(entry));
  return wrong === -1 ? entries : refuse(`entry ${wrong + 1} must be an origin such as https://account.example.net`);
}

function isOrigin(entry: string): boolean {
  const url = readUrl(entry);
  if (url?.origin !== entry) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

/** Whether browsers let a page of this host use passkeys of the domain by itself: it is the host, or a part of it. */
export function isPasskeyDomainOf(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}
