import { settleLines } from './body-hash.ts';
import { type Header, readHeader } from './message-header.ts';

export interface ReadMessage {
  /** All of it, lines ending in `\n`. */
  text: string;
  header: Header;
  /** As it stands there. What it means is never asked of a mail that shall be ours: it is one we sent, or it is not. */
  body: string;
}

const LONGEST_HEADER = 64 * 1024;

/** A message as it was pasted or saved. Null: it is none. */
export function readMessage(pasted: string): ReadMessage | null {
  const text = settleMessage(pasted);
  const end = text.indexOf('\n\n');
  const block = end === -1 ? text.trimEnd() : text.slice(0, end);
  const header = block.length > LONGEST_HEADER ? null : readHeader(block);
  if (header === null || !header.fields.has('from')) return null;
  return { text, header, body: end === -1 ? '' : text.slice(end + 2) };
}

/** Line ends as `\n`, without what a mail folder puts in front of a message. */
function settleMessage(pasted: string): string {
  return settleLines(pasted).replace(/^\ufeff?\n*(?:From [^\n]*\n)?/, '');
}

/** What a reader is likely to see, however the body is made: to look for numbers and links in. Nothing is called ours for it. */
export function guessContent(body: string): string {
  return `${decodeQuotedPrintable(body)}\n${decodeBlocks(body)}`;
}

function decodeQuotedPrintable(text: string): string {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const bytes = Buffer.from(lines.join('\n').replaceAll('=\n', ''), 'utf8').toString('latin1');
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
