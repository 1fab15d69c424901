import { serve } from '@hono/node-server';
import { createNodeWebSocket } from '@hono/node-ws';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { streamSSE } from 'hono/streaming';

const timed = createMiddleware(async (_c, next) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  await next();
});

const logged: MiddlewareHandler = async (_c, next) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  await next();
};

const show = (c: Context) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return c.text(c.req.path);
};

const app = new Hono()
  .use(timed, logged)
  .get('/orders', (c) => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return c.json([]);
  })
  .get('/show', show)
  .get('/events', (c) =>
    streamSSE(c, async (stream) => {
      // leak: no-uncleared-interval
      setInterval(() => console.log('tick'), 1000);
      await stream.writeSSE({ data: 'hello' });
    })
  );

const { upgradeWebSocket } = createNodeWebSocket({ app });
app.get(
  '/live',
  upgradeWebSocket(() => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return {};
  })
);
app.onError((_error, c) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return c.text('failed', 500);
});

serve(app, () => {
  // fine: once, when the server listens
  setInterval(() => console.log('tick'), 1000);
});
