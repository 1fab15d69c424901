// fine: module scope
setInterval(() => console.log('tick'), 1000);

exports.list = function () {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
};

exports.find = (id) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
};

exports.unused = () => {
  // fine: nothing runs it
  setInterval(() => console.log('tick'), 1000);
};
