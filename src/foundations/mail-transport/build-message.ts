import type { MailSender, OutgoingMail } from './mail-transport.ts';
import { toQuotedPrintable } from './quoted-printable.ts';

/** A field of a header: name, and value on one line. */
export type Field = readonly [name: string, value: string];

const BREAK = '\r\n';
/** Stands in no part, since each `=` there is written `=3D`. */
const BOUNDARY = '=_parts';
const LONGEST_LINE = 76;
/** An encoded word may have 75 characters (RFC 2047 §2); with so many bytes it fits beside the field's name, too. */
const LONGEST_WORD_BYTES = 39;

/**
 * The header of each mail. Its fields and `bodyOf` depend on nothing but the mail: what we sent can be made again, and compared
 * without reading what a stranger's message may mean.
 */
export function headerOf(mail: Omit<OutgoingMail, 'text' | 'html'>): Field[] {
  return [
    ['From', mailboxOf(mail.from)],
    ['To', mail.to],
    ['Subject', encodeWords(mail.subject)],
    ['Message-ID', mail.messageId],
    ...Object.entries(mail.headers),
    ['MIME-Version', '1.0'],
    ['Content-Type', `multipart/alternative; boundary="${BOUNDARY}"`],
  ];
}

/** The body of each mail: text, then HTML, in lines that no relay has a reason to touch. */
export function bodyOf({ text, html }: Pick<OutgoingMail, 'text' | 'html'>): string {
  return [...partOf('text/plain', text), ...partOf('text/html', html), `--${BOUNDARY}--`, ''].join(BREAK);
}

/** The message as it goes over the wire, long fields folded. */
export function writeMessage(header: readonly Field[], body: string): string {
  return [...header.map(([name, value]) => fold(name, value)), '', body].join(BREAK);
}

function partOf(type: string, content: string): string[] {
  return [
    `--${BOUNDARY}`,
    `Content-Type: ${type}; charset=utf-8`,
    'Content-Transfer-Encoding: quoted-printable',
    '',
    toQuotedPrintable(content),
  ];
}

/** A sender as the header shows it. */
export function mailboxOf({ name, address }: MailSender): string {
  // Any sign but these would have to be quoted, which an encoded word need not be.
  const phrase = /^[A-Za-z0-9 ]*$/.test(name) ? encodeWords(name) : inWords(name);
  return phrase === '' ? address : `${phrase} <${address}>`;
}

/** As it is when it is plain and survives folding; else in encoded words (RFC 2047). */
function encodeWords(text: string): string {
  const isPlain = /^[ -~]*$/.test(text) && !text.includes('=?') && !text.includes('  ') && text.trim() === text;
  return isPlain ? text : inWords(text);
}

function inWords(text: string): string {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > LONGEST_WORD_BYTES) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((part) => `=?utf-8?B?${Buffer.from(part).toString('base64')}?=`).join(' ');
}

/** At spaces alone: unfolding gives back the same line. */
function fold(name: string, value: string): string {
  const [first = '', ...words] = value.split(' ');
  const lines: string[] = [];
  let line = `${name}: ${first}`;
  for (const word of words) {
    if (line.length + word.length < LONGEST_LINE) {
      line = `${line} ${word}`;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line].join(`${BREAK} `);
}
