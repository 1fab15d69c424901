export function Legacy(this: { items: string[] }) {
  this.items = [];
}

Legacy.prototype.flush = function () {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
};

Legacy.prototype.unused = function () {
  // fine: nothing runs it
  setInterval(() => console.log('tick'), 1000);
};
