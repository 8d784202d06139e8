import { describe, expect, test } from 'vitest';
import { newToken } from './crypto/index.ts';
import { createLog } from './log.ts';

/*
 * The attacker controls text that ends up in the log: a user agent, a path, a name. They try to write entries of
 * their own, to hide real ones, to steer the terminal of whoever reads the log, or to make the product log what
 * others typed.
 */

function capture(): { lines: string[]; write: (line: string) => void } {
  const lines: string[] = [];
  return { lines, write: (line) => lines.push(line) };
}

const HOSTILE = [
  'Mozilla\n{"event":"fake"}',
  'a\r\nb',
  'a\u2028b\u2029c\u0085d',
  '\u001b[2J\u009b31m',
  'a\u202egnp.exe',
  '"}{"level":"error"',
  '\u0000\ud800 lone',
  '%s %d %j %o',
];

describe('input that tries to forge entries (LH-3)', () => {
  test.each(HOSTILE)('%j stays in one line of plain JSON', (text) => {
    const { lines, write } = capture();
    const log = createLog({ level: 'debug', write }).child({ from: text });
    log.warn({ userAgent: text, [text]: text, error: new Error(text) }, text);

    expect(lines).toHaveLength(1);
    const [line] = lines;
    expect(line?.endsWith('}\n')).toBe(true);
    const body = line?.slice(0, -1) ?? '';
    // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is what is tested
    expect(body).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
    const entry = JSON.parse(body);
    expect(entry.level).toBe('warn');
    expect(entry.userAgent).toBe(text.replace('\ud800', entry.userAgent.includes('\ufffd') ? '\ufffd' : '\ud800'));
  });

  test('a field cannot pass for the level, the time or the message', () => {
    const { lines, write } = capture();
    const log = createLog({ level: 'info', write });
    log.warn({ level: 'debug', time: 'never', message: 'all is well', pid: 7 }, 'denied');
    const [line] = lines;
    expect(line?.match(/"level"/g)).toHaveLength(1);
    expect(line?.match(/"message"/g)).toHaveLength(1);
    expect(JSON.parse(line ?? '')).toMatchObject({ level: 'warn', message: 'denied', _message: 'all is well' });
  });
});

describe('secrets (LH-2)', () => {
  test('appear in no line, whichever way they come in', () => {
    const { lines, write } = capture();
    const log = createLog({ level: 'debug', write });
    const token = newToken();
    const typed = 'correct horse battery staple';
    log.info({ body: { password: typed, token } }, `asked with ${token}`);
    log
      .child({ authorization: typed, link: `https://a.example/?token=${token}` })
      .error(new Error(`bad ${token}`, { cause: { password: typed } }), 'failed');
    log.debug({ err: Object.assign(new Error('x'), { cookie: typed }), nested: [[{ phrase: typed }]] }, 'x');
    expect(lines).toHaveLength(3);
    expect(lines.join('')).not.toContain(token);
    expect(lines.join('')).not.toContain(typed);
  });
});
