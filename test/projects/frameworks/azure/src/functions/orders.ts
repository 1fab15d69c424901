import { app, type HttpHandler, type HttpRequest } from '@azure/functions';

app.hook.appStart(() => {
  // fine: once, at start-up
  setInterval(() => console.log('tick'), 1000);
});
app.hook.preInvocation(() => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});

const list: HttpHandler = async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return { jsonBody: [] };
};

export async function show(request: HttpRequest) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return { body: request.url };
}

app.http('orders', { methods: ['GET'], handler: list });
app.get('show', show);
app.timer('nightly', {
  schedule: '0 0 0 * * *',
  handler: async () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  },
});
app.post('pay', async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return {};
});
