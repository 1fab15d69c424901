/** Load on loopback: bounded in number, so that what grows can be told per request. */
import http from 'node:http';
import autocannon from 'autocannon';

export interface Call {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** So many requests, the nth as `call(n)` says. */
export async function requests(url: string, count: number, call: (n: number) => Call, connections = 10): Promise<void> {
  let next = 0;
  await autocannon({
    url,
    connections: Math.min(connections, count),
    amount: count,
    timeout: 30,
    requests: [{
      setupRequest(request) {
        const { method = 'GET', path, headers = {}, body } = call(next++);
        return { ...request, method, path, headers: { ...request.headers, ...headers }, ...(body === undefined ? {} : { body }) };
      },
    }],
  });
}

/** So many streams, each left by the client as soon as the first bytes are there. */
export async function abandonedStreams(url: string, count: number, path: (n: number) => string, atOnce = 20): Promise<void> {
  await each(count, atOnce, (n) => new Promise((resolve) => {
    const request = http.get(`${url}${path(n)}`, { agent: false }, (response) => {
      response.once('data', () => request.destroy());
      response.on('error', () => undefined);
      response.once('close', resolve);
    });
    request.on('error', resolve);
  }));
}

/** So many web sockets, each left by the client as soon as it is open. */
export async function abandonedSockets(url: string, count: number, path: string, atOnce = 20): Promise<void> {
  await each(count, atOnce, () => new Promise((resolve) => {
    const request = http.request(`${url}${path}`, { agent: false, headers: { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'b3V0bGl2ZSBwcm9vZiBvaw==' } });
    request.on('upgrade', (_response, socket) => {
      socket.on('error', () => undefined);
      socket.once('close', resolve);
      socket.destroy();
    });
    request.on('response', resolve);
    request.on('error', resolve);
    request.end();
  }));
}

async function each(count: number, atOnce: number, work: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** What a client sees: status and body. */
export async function answer(url: string, { method = 'GET', path, headers = {}, body }: Call): Promise<string> {
  const response = await fetch(`${url}${path}`, { method, headers: { ...headers }, ...(body === undefined ? {} : { body }) });
  return `${method} ${path} ${String(response.status)} ${await response.text()}`;
}
