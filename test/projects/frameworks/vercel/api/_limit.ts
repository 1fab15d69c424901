export function limit() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
}

export default function unused() {
  // fine: nothing runs it
  setInterval(() => console.log('tick'), 1000);
}
