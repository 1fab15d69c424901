export function deep() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
}
