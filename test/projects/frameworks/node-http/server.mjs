import http from 'node:http';
import { createSecureServer } from 'node:http2';
import { answer } from './answer.mjs';

const server = http.createServer((req, res) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  answer(req, res);
});

server.on('upgrade', (req, socket) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  socket.end();
});

server.on('listening', () => {
  // fine: once, when the server listens
  setInterval(() => console.log('tick'), 1000);
});

server.listen(3000, () => {
  // fine: once, when the server listens
  setInterval(() => console.log('tick'), 1000);
});

const secure = createSecureServer({});
secure.on('stream', (stream) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  stream.end('hello');
});
