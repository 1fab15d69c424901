export function register() {
  // fine: once for each server
  setInterval(() => console.log('tick'), 1000);
}

export function onRequestError(error: unknown) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  console.error(error);
}
