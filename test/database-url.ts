import type { TestDatabase } from './database.ts';

/** The test database as DATABASE_URL names it, for what starts from settings. */
export function urlOf({ connection }: TestDatabase): string {
  const { user, password, database, host, port } = connection;
  const url = new URL(`postgresql://localhost/${database}`);
  url.username = String(user);
  url.password = String(password ?? '');
  if (host?.startsWith('/')) url.searchParams.set('host', host);
  else url.hostname = String(host);
  if (port) url.port = String(port);
  return url.href;
}
