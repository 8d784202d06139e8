import autocannon, { type Request } from 'autocannon';

export interface Rate {
  perSecond: number;
  p50: number;
  p99: number;
}

/** Each connection goes round its own share of the requests. Rejects when anything but 2xx was answered. */
export async function measureHttp(options: {
  url: string;
  connections: number;
  seconds: number;
  requests: readonly Request[];
}): Promise<Rate & { count: number }> {
  const { url, connections, seconds, requests } = options;
  const share = Math.floor(requests.length / connections);
  let next = 0;
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    setupClient(client) {
      client.setRequests(requests.slice(next * share, (next + 1) * share));
      next += 1;
    },
  });
  if (result.non2xx + result.errors + result.timeouts > 0) {
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} errors, ${result.timeouts} without an answer`);
  }
  return {
    count: result.requests.total,
    perSecond: result.requests.total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}
