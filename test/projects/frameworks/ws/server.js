const http = require('node:http');
const WebSocket = require('ws');

const server = http.createServer();
const wss = new WebSocket.Server({ noServer: true });

wss.on('listening', () => {
  // fine: once, when the server listens
  setInterval(() => console.log('tick'), 1000);
});
wss.on('connection', (socket) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  socket.on('message', () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  });
});
server.on('upgrade', (request, socket, head) => {
  wss.handleUpgrade(request, socket, head, (client) => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    wss.emit('connection', client, request);
  });
});
server.listen(3000);
