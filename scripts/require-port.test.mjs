import net from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { requirePort } from './require-port.mjs';

async function takePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve));
  const free = () => new Promise((resolve) => server.close(resolve));
  onTestFinished(free);
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  onTestFinished(() => vi.restoreAllMocks());
  return { PORT: String(server.address().port), free };
}

test('a taken port is refused with the way to choose another', async () => {
  const { PORT } = await takePort();
  const words = new RegExp(`Port ${PORT} on localhost is taken[^!]*PORT=${Number(PORT) + 1} npm start`);
  await expect(requirePort({ PORT }, 200)).rejects.toThrow(words);
});

test('a port that is being freed is waited for', async () => {
  const { PORT, free } = await takePort();
  setTimeout(free, 150);
  await requirePort({ PORT }, 5000);
});

test.each(['0', '70000', 'three', ''])('PORT=%j is left for the product to refuse', async (PORT) => {
  await requirePort({ PORT }, 0);
});
