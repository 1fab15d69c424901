module.exports = function audit(url) {
  // gap: no-uncleared-interval – what require gives cannot be called
  setInterval(() => console.log('tick'), 1000);
};
