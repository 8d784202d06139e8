import { equalBytes } from '../crypto/index.ts';

/**
 * Whether a write comes from our own pages (SE-10). Sec-Fetch-Site decides where the browser sends it;
 * else an equal Origin; `Origin: null` counts as absent, since under no-referrer every same-origin form carries it;
 * with neither, only the form's own token.
 */
export function isSameOrigin(request: {
  secFetchSite: string | undefined;
  origin: string | undefined;
  ownOrigin: string;
  givenToken: unknown;
  formToken: string;
}): boolean {
  if (request.secFetchSite !== undefined) return request.secFetchSite === 'same-origin';
  if (request.origin !== undefined && request.origin !== 'null') return request.origin === request.ownOrigin;
  return (
    typeof request.givenToken === 'string' &&
    equalBytes(Buffer.from(request.givenToken), Buffer.from(request.formToken))
  );
}
