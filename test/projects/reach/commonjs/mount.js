module.exports = (app) => {
  // fine: called once, while the routes are set up
  setInterval(() => console.log('tick'), 1000);
  app.get('/mounted', (req, res) => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    res.end();
  });
};
