exports = module.exports = both;

function both() {
  // gap: no-uncleared-interval – what require gives cannot be called
  setInterval(() => console.log('tick'), 1000);
}

exports.extra = function () {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
};
