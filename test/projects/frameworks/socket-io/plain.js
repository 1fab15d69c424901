const io = require('socket.io')(3001);

io.sockets.on('connection', () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
