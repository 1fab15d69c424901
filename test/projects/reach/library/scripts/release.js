export function release() {
  // fine: a script
  setInterval(() => console.log('tick'), 1000);
}
