export function report() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
}

export function summary() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
}

export function details() {
  // gap: no-uncleared-interval – the module that a promise gives is not followed
  setInterval(() => console.log('tick'), 1000);
}

export function archive() {
  // gap: no-uncleared-interval – the module that a promise gives is not followed
  setInterval(() => console.log('tick'), 1000);
}
