const SIZE = 500;

// fine: a ring buffer, the newest line overwrites the oldest one
const lines = new Array(SIZE);
let position = 0;

export function accessLog(req, res, next) {
  const started = Date.now();
  // fine: the listener sits on the response and goes with it
  res.on('finish', () => {
    lines[position % SIZE] = `${req.method} ${req.originalUrl} ${res.statusCode} ${Date.now() - started} ms`;
    position += 1;
  });
  next();
}

export function recentLines(count = 20) {
  const from = Math.max(0, position - Math.min(count, SIZE));
  const result = [];
  for (let i = from; i < position; i += 1) result.push(lines[i % SIZE]);
  return result;
}
