import { createSocket } from 'node:dgram';
import net from 'node:net';
import tls from 'node:tls';

const server = net.createServer((socket) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  socket.end('hello');
});
server.on('listening', () => {
  // fine: once, when the server listens
  setInterval(() => console.log('tick'), 1000);
});
server.listen(4000, () => {
  // fine: once, when the server listens
  setInterval(() => console.log('tick'), 1000);
});

tls.createServer({}).on('secureConnection', (socket) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  socket.end('hello');
});

const udp = createSocket('udp4');
udp.on('message', () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
