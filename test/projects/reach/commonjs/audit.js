module.exports = function audit(url) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
};
