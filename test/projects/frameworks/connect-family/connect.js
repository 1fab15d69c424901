const connect = require('connect');

const app = connect();
app.use((req, res, next) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  next();
});
app.listen(3000, () => {
  // fine: once, when the server listens
  setInterval(() => console.log('tick'), 1000);
});
