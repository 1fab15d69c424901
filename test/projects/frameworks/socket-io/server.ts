import { Server, type Socket } from 'socket.io';

// fine: module scope
setInterval(() => console.log('tick'), 1000);
const io = new Server(3000);

io.use((_socket, next) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  next();
});

io.on('connection', (socket) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  socket.on('message', () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  });
  socket.on('disconnect', () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  });
  // fine: cleared when the connection closes
  const timer = setInterval(() => socket.emit('tick'), 1000);
  socket.once('disconnect', () => clearInterval(timer));
});

io.of('/admin').on('connection', admin);

export function admin(socket: Socket) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  socket.onAny(() => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  });
}
