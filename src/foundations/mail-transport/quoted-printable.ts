/**
 * RFC 2045 §6.7. Also a point and a “From ” at the start of a line are encoded: some servers would double the one and put a
 * bracket before the other. No line ends in a space, so none can be lost.
 */
export function toQuotedPrintable(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map(encodeLine)
    .join('\r\n');
}

function encodeLine(line: string): string {
  const bytes = Buffer.from(line).toString('latin1');
  const encoded = bytes.replace(/[^\t -<>-~]/g, encodeByte).replace(/[\t ]$/, encodeByte);
  // No line ends within an encoded byte.
  const lines = encoded.match(/.{1,73}(?<!=.?)/g) ?? [''];
  return lines.map((part) => part.replace(/^(?:\.|F(?=rom ))/, encodeByte)).join('=\r\n');
}

function encodeByte(byte: string): string {
  return `=${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
