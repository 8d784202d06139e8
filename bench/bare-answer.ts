/** The least that Node can do for a request: a process of its own, the same length of answer, nothing else. */
import { createServer } from 'node:http';

const BODY = JSON.stringify({ answer: 'x'.repeat(440) });

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': BODY.length });
  response.end(BODY);
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.on('disconnect', () => process.exit());
