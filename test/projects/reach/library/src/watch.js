// fine: module scope
setInterval(() => console.log('tick'), 1000);

export function watch() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
}

export function watchUntil(signal) {
  const timer = setInterval(() => console.log('tick'), 1000);
  signal.addEventListener('abort', () => clearInterval(timer));
}

export function stoppable() {
  const timer = setInterval(() => console.log('tick'), 1000);
  return () => clearInterval(timer);
}
