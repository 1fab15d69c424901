// Proxies close a stream that is silent for too long, so every stream sends a comment now and then.

export function keepAlive(stream, everyMs = 20_000) {
  // fine: the response always closes, and then the timer goes
  const timer = setInterval(() => stream.comment('still here'), everyMs);
  stream.res.on('close', () => clearInterval(timer));
}

export function sendTime(stream) {
  // leak: no-uncleared-interval
  setInterval(() => {
    stream.send('time', { now: new Date().toISOString() });
  }, 1000);
}
