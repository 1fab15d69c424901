import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { Link } from './link.ts';

export class Hub {
  // fine: a link takes itself out, by a way that is not seen
  readonly links = new Set<Link>();
  // leak: no-unbounded-module-collection
  readonly names = new Map<string, number>();

  join(token: string) {
    this.links.add(new Link(this));
    this.names.set(token, Date.now());
  }
}

const hub = new Hub();
new WebSocketServer({ server: createServer() }).on('connection', (socket, request) => hub.join(request.url ?? ''));
