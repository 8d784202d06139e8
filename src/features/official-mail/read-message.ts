import { type Header, onlyField, readHeader } from './message-header.ts';

export interface ReadMessage {
  header: Header;
  /** The two parts of a mail made as ours are; null: it is made otherwise. */
  parts: { text: string; html: string } | null;
  /** All that a reader could come to see, however it is made: to look for numbers and links in. */
  everything: string;
}

const LONGEST_HEADER = 64 * 1024;

/** A message as it was pasted or saved. Null: it is none. Reads no more than one level, which is all that ours have. */
export function readMessage(pasted: string): ReadMessage | null {
  const text = settleMessage(pasted);
  const end = text.indexOf('\n\n');
  const block = end === -1 ? text.trimEnd() : text.slice(0, end);
  const header = block.length > LONGEST_HEADER ? null : readHeader(block);
  if (header === null || !header.has('from')) return null;
  const body = end === -1 ? '' : text.slice(end + 2);
  const parts = readParts(header, body);
  const guessed = () => [body, decodeQuotedPrintable(body), decodeBlocks(body)].join('\n');
  return { header, parts, everything: parts === null ? guessed() : `${parts.text}\n${parts.html}` };
}

/** Line ends as `\n`, without what a mail folder puts in front of a message. */
export function settleMessage(pasted: string): string {
  return pasted.replace(/\r\n?/g, '\n').replace(/^\ufeff?\n*(?:From [^\n]*\n)?/, '');
}

/** Exactly two parts, text then HTML, nothing before, between or after them: as we build every mail. */
function readParts(header: Header, body: string): ReadMessage['parts'] {
  const type = onlyField(header, 'content-type') ?? '';
  const [, boundary] = /^multipart\/alternative\s*;\s*boundary="?([\w'()+,./:=?-]{1,70})"?\s*$/i.exec(type) ?? [];
  if (boundary === undefined) return null;
  const lines = body.split('\n');
  const marks = lines.flatMap((line, at) => (line.trimEnd().startsWith(`--${boundary}`) ? [at] : []));
  const [first, second, last] = marks;
  if (marks.length !== 3 || first === undefined || second === undefined || last === undefined) return null;
  const isMark = (at: number, ending: string) => lines[at]?.trimEnd() === `--${boundary}${ending}`;
  const outside = [...lines.slice(0, first), ...lines.slice(last + 1)];
  if (!isMark(first, '') || !isMark(second, '') || !isMark(last, '--') || outside.some((line) => line.trim()))
    return null;
  const text = readPart(lines.slice(first + 1, second), 'text/plain');
  const html = readPart(lines.slice(second + 1, last), 'text/html');
  return text === null || html === null ? null : { text, html };
}

function readPart(lines: readonly string[], type: string): string | null {
  const gap = lines.findIndex((line) => line.trim() === '');
  const header = gap === -1 ? null : readHeader(lines.slice(0, gap).join('\n'));
  if (header === null || header.has('content-disposition')) return null;
  const given = onlyField(header, 'content-type')?.toLowerCase().replace(/[\s"]/g, '');
  if (given !== `${type};charset=utf-8`) return null;
  const body = lines.slice(gap + 1).join('\n');
  switch (onlyField(header, 'content-transfer-encoding')?.toLowerCase() ?? '7bit') {
    case 'quoted-printable':
      return decodeQuotedPrintable(body);
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8');
    // A mail server may have unpacked it on its way.
    case '7bit':
    case '8bit':
      return body;
    default:
      return null;
  }
}

function decodeQuotedPrintable(text: string): string {
  const bytes = Buffer.from(text.replace(/[ \t]+$/gm, '').replace(/=\n/g, ''), 'utf8').toString('latin1');
  return Buffer.from(
    bytes.replace(/=([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
}

/** Whatever in it may be text in base64. */
function decodeBlocks(text: string): string {
  const blocks = text.match(/(?:^[A-Za-z0-9+/]{20,}={0,2}\n?)+/gm) ?? [];
  return blocks.map((block) => Buffer.from(block, 'base64').toString('utf8')).join('\n');
}
