import { Elysia } from 'elysia';

new Elysia()
  .onStart(() => {
    // fine: once, at start-up
    setInterval(() => console.log('tick'), 1000);
  })
  .onRequest(() => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  })
  .derive(() => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return { user: 'anonymous' };
  })
  .get('/orders', () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return [];
  })
  .post('/orders', () => 'created', {
    beforeHandle: () => {
      // leak: no-uncleared-interval
      setInterval(() => console.log('tick'), 1000);
    },
  })
  .group('/admin', (app) => {
    // fine: once, while the routes are set up
    setInterval(() => console.log('tick'), 1000);
    return app.get('/', () => {
      // leak: no-uncleared-interval
      setInterval(() => console.log('tick'), 1000);
      return 'admin';
    });
  })
  .ws('/live', {
    open() {
      // leak: no-uncleared-interval
      setInterval(() => console.log('tick'), 1000);
    },
    message() {
      // leak: no-uncleared-interval
      setInterval(() => console.log('tick'), 1000);
    },
  })
  .listen(3000, () => {
    // fine: once, when the server listens
    setInterval(() => console.log('tick'), 1000);
  });
