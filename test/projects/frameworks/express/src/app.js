const express = require('express');
const { limit } = require('./limit.js');

const app = express();
// fine: module scope
setInterval(() => console.log('tick'), 1000);

app.use(limit({ perMinute: 60 }));
app.use((req, res, next) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  next();
});
app.param('id', (req, res, next, id) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  next();
});
app
  .route('/orders')
  .get((req, res) => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    res.json([]);
  })
  .post([
    (req, res, next) => {
      // leak: no-uncleared-interval
      setInterval(() => console.log('tick'), 1000);
      next();
    },
    (req, res) => res.sendStatus(201),
  ]);
app.use((error, req, res, next) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  res.sendStatus(500);
});

app.listen(3000, () => {
  // fine: once, when the server listens
  setInterval(() => console.log('tick'), 1000);
});
