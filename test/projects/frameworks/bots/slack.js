const { App } = require('@slack/bolt');

const app = new App({ token: 'token' });
app.event('app_mention', async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
app.command('/orders', async ({ ack }) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  await ack();
});
// fine: module scope
setInterval(() => console.log('tick'), 1000);
