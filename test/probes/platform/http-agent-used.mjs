import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';

const server = createServer((request, response) => response.end('x'));
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1');
await once(server, 'listening');

export const count = 20;

export const make = () => new Agent({ keepAlive: true });

export async function use(agent) {
  const request = get({ agent, port: server.address().port, host: '127.0.0.1' });
  const [response] = await once(request, 'response');
  response.resume();
  await once(response, 'end');
}
