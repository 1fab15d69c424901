exports.limit = function limit({ perMinute }) {
  // fine: called once, while the routes are set up
  setInterval(() => console.log('tick'), 1000);
  return function limited(req, res, next) {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    res.set('x-limit', String(perMinute));
    next();
  };
};
