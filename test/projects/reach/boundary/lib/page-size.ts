export function pageSize() {
  // fine: asks the window, and only code of the browser can
  setInterval(() => console.log('tick'), 1000);
  return window.innerHeight + document.body.clientHeight;
}
