import { isRangeProblem, parseAddress, parseRange, rangeContains } from '../foundations/client-address/index.ts';
import { type Refusal, refuse } from './refusal.ts';

/** Whether this host name or address only ever leads back to this machine. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  const loopback = parseRange('127.0.0.0/8');
  const address = parseAddress(name);
  return address === '::1' || (!isRangeProblem(loopback) && rangeContains(loopback, address));
}

export function readUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

export function readPublicUrl(text: string): URL | Refusal {
  const url = readUrl(text);
  if (!url || !/^https?:\/\//i.test(text)) return refuse('must be an address such as https://account.example.com');
  if (url.username || url.password) return refuse('must not hold a user name or password');
  if (url.pathname !== '/' || url.search || url.hash || /[?#]/.test(text)) {
    return refuse('must end after the host name or port: no path, no question mark, no #');
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return refuse('must begin with https:// — only http://localhost may do without, since nothing leaves the machine');
  }
  return new URL(url.origin);
}

export function readDatabaseUrl(text: string): string | Refusal {
  const url = readUrl(text);
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    return refuse('must look like postgresql://user:password@host:5432/database');
  }
  // CR-5: these two would accept any certificate.
  if (url.searchParams.get('sslmode') === 'no-verify' || url.searchParams.has('uselibpqcompat')) {
    return refuse('must not switch off the check of the database’s certificate');
  }
  return text;
}

export function readSmtpUrl(text: string): string | Refusal {
  const url = readUrl(text);
  if (!url || !/^smtps?:$/.test(url.protocol) || !url.hostname) {
    return refuse('must look like smtps://user:password@mail.example.com:465 or smtp://mail.example.com:587');
  }
  // CR-5, NM-8: further options could switch off encryption or the check of certificates.
  if (url.search || url.hash || !/^\/?$/.test(url.pathname))
    return refuse('must end after the host name or port: no options');
  return text;
}
