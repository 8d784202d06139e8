/** The JSON face of one of our own doors. */
export function postJson(path: string, body: object, signal: AbortSignal | null = null): Promise<Response> {
  const json = 'application/json';
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': json, accept: json },
    body: JSON.stringify(body),
    signal,
  });
}
