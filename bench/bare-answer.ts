/**
 * The least that Node can do for a request, in a process of its own: an answer as long as that of `GET /session`.
 * With a data folder as argument it also does the look-up before it, and nothing else.
 */
import { createServer } from 'node:http';
import { LOOK_UP } from '../src/features/sessions/session-table.ts';
import { hashToken } from '../src/foundations/crypto/index.ts';
import { openBarePool } from './open-bare-pool.ts';

const BODY = JSON.stringify({ answer: 'x'.repeat(440) });

const [dataFolder] = process.argv.slice(2);
const pool = dataFolder ? openBarePool(dataFolder) : null;

const server = createServer(async (request, response) => {
  if (pool) {
    const secret = (request.headers.cookie ?? '').replace('session=', '');
    const { rows } = await pool.query({ name: 'look-up', text: LOOK_UP, values: [hashToken(secret)] });
    if (rows.length !== 1) response.statusCode = 401;
  }
  response.setHeader('content-type', 'application/json');
  response.setHeader('content-length', BODY.length);
  response.end(BODY);
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.on('disconnect', () => process.exit());
