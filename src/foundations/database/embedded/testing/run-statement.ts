import pg from 'pg';

/** One statement on a connection of its own. */
export async function runStatement(connection: pg.PoolConfig, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connection);
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

/** The rows of table `kept`, from the moment on at which the database answers again. */
export async function readKept(connection: pg.PoolConfig): Promise<unknown[]> {
  for (let tries = 0; ; tries += 1) {
    try {
      return (await runStatement(connection, 'SELECT n FROM kept ORDER BY n')).map(({ n }) => n);
    } catch (error) {
      if (tries > 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
