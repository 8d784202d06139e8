import type { Answer, Connection } from './connect.ts';
import type { Queries } from './open-database.ts';
import type { Way } from './queries-over.ts';

/**
 * READ COMMITTED over one connection, which is given back at the end. Commits when `work` resolves, rolls back when it rejects.
 * `begin` travels with the first statement; no answer is given out before it has gone well. A statement that comes after the
 * end is refused: the connection is somebody else's by then.
 */
export async function runTransaction<T>(
  connection: Connection,
  queriesOver: (way: Way) => Queries,
  work: (tx: Queries) => Promise<T>,
): Promise<T> {
  let over = false;
  let broken = false;
  const afterwards: (() => void)[] = [];
  const begun = connection.query('begin', []);
  async function query<Row>(text: string, values: readonly unknown[]): Promise<Answer<Row>> {
    if (over) throw new Error('The transaction is over.');
    const [answer] = await Promise.all([connection.query<Row>(text, values), begun]);
    return answer;
  }
  let result: T;
  try {
    [result] = await Promise.all([work(queriesOver({ query, afterCommit: (run) => afterwards.push(run) })), begun]);
    over = true;
    const { command } = await connection.query('commit', []);
    // A statement failed and nobody looked: the server rolls back, whatever it is asked.
    if (command === 'ROLLBACK') throw new Error('A statement of the transaction had failed: nothing was committed.');
  } catch (error) {
    over = true;
    await connection.query('rollback', []).catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    connection.release(broken);
  }
  for (const run of afterwards) run();
  return result;
}
