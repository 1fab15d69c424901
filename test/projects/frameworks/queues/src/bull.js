const BeeQueue = require('bee-queue');
const Queue = require('bull');

const mail = new Queue('mail');
mail.process(5, async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
mail.on('failed', () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
mail.once('ready', () => {
  // fine: once, when the queue is up
  setInterval(() => console.log('tick'), 1000);
});

new BeeQueue('images').process(async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
