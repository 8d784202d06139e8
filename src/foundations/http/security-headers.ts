const ONE_YEAR_SECONDS = 31_536_000;

/** No inline anything, one origin, Trusted Types with no policy at all (BH-2). */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
  'report-uri /csp-reports',
].join('; ');

/** For everything that is not a page: should a browser ever render it, it can do nothing (BH-5). */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

const PERMISSIONS =
  'publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), microphone=(), geolocation=(), payment=(), usb=()';

/** The headers of BH-1, BH-4 and BH-5 for one kind of answer. */
export function securityHeaders(options: {
  https: boolean;
  hstsSubdomains: boolean;
}): (kind: 'page' | 'data') => Record<string, string> {
  const common: Record<string, string> = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'cache-control': 'no-store',
    'permissions-policy': PERMISSIONS,
  };
  if (options.https) {
    const scope = options.hstsSubdomains ? '; includeSubDomains' : '';
    common['strict-transport-security'] = `max-age=${ONE_YEAR_SECONDS}${scope}`;
  }
  const page = {
    ...common,
    'content-security-policy': PAGE_POLICY,
    'cross-origin-opener-policy': 'same-origin',
    'content-type': 'text/html; charset=utf-8',
    vary: 'Accept, Accept-Language, Cookie',
  };
  const data = { ...common, 'content-security-policy': DATA_POLICY, vary: 'Accept' };
  return (kind) => (kind === 'page' ? page : data);
}
