import { destination, pino, stdTimeFunctions } from 'pino';
import { redactText, redactValue } from './redact.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** The technical log. What users and operators must see lives in the database, not here. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /** The same log with fields that each line carries. */
  child(fields: object): Log;
}

/** Names that a line has anyway: a field must not be able to pass for them. */
const RESERVED = new Set(['level', 'time', 'message']);

/** Valid inside JSON, yet a line break, a terminal command or a change of direction for whoever shows the line. */
const MISLEADING = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * One JSON line per entry, on standard output or to `write`. Secrets are taken out by the name of their field and
 * by their shape (LH-2); no input can end a line or forge one (LH-3). Never throws because of what it is given.
 */
export function createLog({ level, write = writeToStandardOutput() }: LogOptions): Log {
  const stream = { write: (line: string) => write(line.replace(MISLEADING, escaped)) };
  const options = { level, base: null, messageKey: 'message', timestamp: stdTimeFunctions.isoTime };
  const asIs = { err: (value: unknown) => value };
  const output = pino({ ...options, serializers: asIs, formatters: { level: (label) => ({ level: label }) } }, stream);

  function logWith(bound: Record<string, unknown>): Log {
    const writeAt = (at: LogLevel) => (fields: object, message: string) => {
      if (output.isLevelEnabled(at)) output[at]({ ...bound, ...lineFields(fields) }, redactText(message));
    };
    return {
      debug: writeAt('debug'),
      info: writeAt('info'),
      warn: writeAt('warn'),
      error: writeAt('error'),
      child: (fields) => logWith({ ...bound, ...lineFields(fields) }),
    };
  }
  return logWith({});
}

interface LogOptions {
  level: LogLevel;
  write?: (line: string) => void;
}

/** Says nothing: for tests of what does not log. */
export const silentLog: Log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silentLog,
};

function lineFields(fields: object): Record<string, unknown> {
  const safe = redactValue(fields);
  if (typeof safe !== 'object' || safe === null) return { fields: safe };
  return Object.fromEntries(Object.entries(safe).map(([key, value]) => [RESERVED.has(key) ? `_${key}` : key, value]));
}

function writeToStandardOutput(): (line: string) => void {
  const output = destination({ fd: 1, sync: true });
  // Whoever reads the log may go away; that must not end the process.
  output.on('error', () => {});
  return (line) => output.write(line);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
