/** The little of it that the bench uses. */
declare module 'autocannon' {
  export interface Request {
    method?: 'GET' | 'POST';
    path: string;
    headers?: Record<string, string>;
    body?: string;
  }
  export interface Client {
    setRequests(requests: readonly Request[]): void;
  }
  export interface Result {
    requests: { average: number; total: number };
    latency: { p50: number; p99: number };
    non2xx: number;
    errors: number;
    timeouts: number;
    duration: number;
  }
  function autocannon(options: {
    url: string;
    connections: number;
    duration: number;
    requests?: readonly Request[];
    setupClient?(client: Client): void;
  }): Promise<Result>;
  export = autocannon;
}
