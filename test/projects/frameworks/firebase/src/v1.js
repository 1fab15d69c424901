const functions = require('firebase-functions/v1');

exports.status = functions.https.onRequest((req, res) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  res.send('ok');
});

exports.written = functions.firestore.document('orders/{id}').onWrite(async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
