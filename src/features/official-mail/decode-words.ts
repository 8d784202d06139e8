const WORD = /=\?([\w-]{1,40})\?([bq])\?([^?\s]*)\?=/gi;

/** A subject with its encoded words read (RFC 2047); in another alphabet than we can read they stay as they are. */
export function decodeWords(value: string): string {
  // White space between two encoded words belongs to neither.
  return value
    .replace(/(\?=)\s+(=\?)/g, '$1$2')
    .replace(WORD, (whole, alphabet: string, kind: string, text: string) => {
      try {
        return new TextDecoder(alphabet).decode(
          kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : bytesOf(text),
        );
      } catch {
        return whole;
      }
    });
}

function bytesOf(text: string): Buffer {
  const plain = text.replaceAll('_', ' ');
  return Buffer.from(
    plain.replace(/=([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}
