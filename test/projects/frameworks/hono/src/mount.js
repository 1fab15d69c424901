// fine: module scope
setInterval(() => console.log('tick'), 1000);

export function mount(app) {
  app.post('/orders', async (c) => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return c.body(null, 201);
  });
}
