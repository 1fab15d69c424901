export function run() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
}
