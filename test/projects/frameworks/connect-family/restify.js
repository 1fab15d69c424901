const restify = require('restify');

const server = restify.createServer();
server.pre((req, res, next) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  next();
});
server.del('/orders/:id', (req, res, next) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  res.send(204);
  next();
});
server.on('after', () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
server.listen(3002, () => {
  // fine: once, when the server listens
  setInterval(() => console.log('tick'), 1000);
});
