const functions = require('@google-cloud/functions-framework');

// fine: module scope
setInterval(() => console.log('tick'), 1000);

functions.http('orders', (req, res) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  res.json([]);
});

functions.cloudEvent('paid', (event) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
