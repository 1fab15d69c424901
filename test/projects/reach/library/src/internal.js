export function start() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
}

function unused() {
  // fine: nothing runs it
  setInterval(() => console.log('tick'), 1000);
}
unused.name;
