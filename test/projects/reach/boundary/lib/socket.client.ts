export function connect() {
  // fine: in the browser, as its name says
  setInterval(() => console.log('tick'), 1000);
}
