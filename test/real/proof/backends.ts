/** Stand-ins for what the examples talk to: they speak as much of the protocol as the examples use. */
import http from 'node:http';
import net from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

export interface Backend {
  readonly port: number;
  /** The most connections that were open at one time since it was asked last. */
  peak(): number;
  close(): Promise<void>;
}

async function listening(server: Server): Promise<Backend> {
  const open = new Set<Socket>();
  let most = 0;
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    most = Math.max(most, open.size);
    socket.on('error', () => undefined);
    socket.once('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    peak() {
      const peak = most;
      most = open.size;
      return peak;
    },
    close: () => new Promise((resolve) => {
      for (const socket of open) socket.destroy();
      server.close(() => {
        resolve();
      });
    }),
  };
}

/** Answers every command with a number, and what the handshake asks. */
export function redis(): Promise<Backend> {
  return listening(net.createServer((socket) => {
    let rest = '';
    socket.on('data', (chunk) => {
      rest += chunk.toString('latin1');
      for (let command = takeCommand(); command !== undefined; command = takeCommand()) {
        if (command === 'quit') socket.end('+OK\r\n');
        else socket.write(replyTo(command));
      }
    });
    function takeCommand(): string | undefined {
      const [head, count] = /^\*(\d+)\r\n/.exec(rest) ?? [];
      if (head === undefined) return undefined;
      let at = head.length;
      let name = '';
      for (let n = 0; n < Number(count); n++) {
        const [length, size] = /^\$(\d+)\r\n/.exec(rest.slice(at)) ?? [];
        if (length === undefined || rest.length < at + length.length + Number(size) + 2) return undefined;
        if (n === 0) name = rest.slice(at + length.length, at + length.length + Number(size)).toLowerCase();
        at += length.length + Number(size) + 2;
      }
      rest = rest.slice(at);
      return name;
    }
  }));
}

function replyTo(command: string): string {
  const info = 'redis_version:7.2.0\r\nloading:0\r\n';
  if (command === 'info') return `$${String(info.length)}\r\n${info}\r\n`;
  if (command === 'client' || command === 'select' || command === 'auth') return '+OK\r\n';
  if (command === 'hello') return '-ERR unknown command\r\n';
  if (command === 'lrange') return '*1\r\n$4\r\nsoup\r\n';
  return ':0\r\n';
}

/** Lets everybody in and fails every query. */
export function postgres(): Promise<Backend> {
  const message = (type: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(5);
    head.write(type);
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };
  const ready = message('Z', Buffer.from('I'));
  const failed = message('E', Buffer.from('SERROR\0C42P01\0Mno such relation\0\0'));
  return listening(net.createServer((socket) => {
    let greeted = false;
    socket.on('data', (chunk) => {
      if (!greeted) {
        greeted = true;
        socket.write(Buffer.concat([message('R', Buffer.alloc(4)), ready]));
      } else if (chunk[0] === 0x58) socket.end();
      else socket.write(Buffer.concat([failed, ready]));
    });
  }));
}

/** A user for every token, and an empty answer to all else, after a moment. */
export function web(delayMs = 0): Promise<Backend> {
  return listening(http.createServer((request, response) => {
    request.resume();
    const text = request.url?.includes('/auth/v1/user') === true ? JSON.stringify({ id: 'shopper', email: 'shopper@example.com' }) : '[]';
    setTimeout(() => {
      response.setHeader('content-type', 'application/json');
      response.end(text);
    }, delayMs);
  }));
}
