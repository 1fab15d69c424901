// fine: module scope
setInterval(() => console.log('tick'), 1000);

export default function audit(url) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
}

function write(url) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
}

export { write as note };

export function unused() {
  // fine: nothing runs it
  setInterval(() => console.log('tick'), 1000);
}
