exports = module.exports = both;

function both() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
}

exports.extra = function () {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
};
