import polka from 'polka';

polka({
  onError: (error, req, res) => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    res.end('failed');
  },
})
  .use((req, res, next) => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    next();
  })
  .get('/orders', (req, res) => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    res.end('[]');
  })
  .listen(3001, () => {
    // fine: once, when the server listens
    setInterval(() => console.log('tick'), 1000);
  });
