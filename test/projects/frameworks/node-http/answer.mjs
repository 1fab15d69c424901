// fine: module scope
setInterval(() => console.log('tick'), 1000);

export function answer(req, res) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  res.end(req.url);
}
