import type { IncomingMessage } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';

const wss = new WebSocketServer({ port: 3001 }, () => {
  // fine: once, when the server listens
  setInterval(() => console.log('tick'), 1000);
});

export function attach(socket: WebSocket, request: IncomingMessage) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  socket.send(request.url ?? '');
}

wss.on('connection', (socket) => {
  // fine: cleared when the connection closes
  const timer = setInterval(() => socket.ping(), 1000);
  socket.on('close', () => clearInterval(timer));
});
