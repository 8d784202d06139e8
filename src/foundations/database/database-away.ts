/** The database cannot be reached, or the connection broke: the door answers 503 with Retry-After; nothing is retried here. */
export class DatabaseAway extends Error {
  override readonly name = 'DatabaseAway';

  constructor(cause: unknown) {
    super('The database is away.', { cause });
  }
}

const NETWORK_CODES = new Set([
  'EAI_AGAIN',
  'EADDRNOTAVAIL',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** Stopping, crashed, starting, out of connections; and read-only: we hold a connection to a demoted primary. */
const SERVER_CODES = new Set(['57P01', '57P02', '57P03', '53300', '25006']);

/** The driver gives these no code. */
const DRIVER_MESSAGES = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error',
  'Client was closed and is not queryable',
  'Query read timeout',
  'timeout expired',
];

/** Tells "the database is away" from "the statement is wrong". */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof DatabaseAway) return true;
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as Error & { code?: unknown; syscall?: unknown };
  // A missing unix socket is ENOENT, which elsewhere means a missing file.
  if (code === 'ENOENT' && syscall === 'connect') return true;
  if (typeof code === 'string' && (NETWORK_CODES.has(code) || SERVER_CODES.has(code) || /^08/.test(code))) return true;
  return DRIVER_MESSAGES.some((message) => error.message.startsWith(message));
}

export function orDatabaseAway(error: unknown): unknown {
  return isDatabaseAway(error) && !(error instanceof DatabaseAway) ? new DatabaseAway(error) : error;
}
