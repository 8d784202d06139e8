/**
 * Whether a request may see the built-in mailbox, which holds live links: it comes over a loopback socket and was sent to
 * the very host of PUBLIC_URL, so neither another machine nor a page with a rebound name gets in. Forwarded addresses play no part.
 */
export function mayReadMailbox(request: {
  peer: string | undefined;
  host: string | undefined;
  publicUrl: URL;
}): boolean {
  const { peer, host, publicUrl } = request;
  return isLoopback(peer ?? '') && hostOf(host ?? '', publicUrl.protocol) === publicUrl.host;
}

function isLoopback(peer: string): boolean {
  return /^(::1|(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/i.test(peer);
}

/** The Host header in the form of URL.host: without case and without the scheme's own port. */
function hostOf(header: string, protocol: string): string | null {
  if (!/^[A-Za-z0-9.:[\]-]+$/.test(header)) return null;
  const url = `${protocol}//${header}`;
  return URL.canParse(url) ? new URL(url).host : null;
}
