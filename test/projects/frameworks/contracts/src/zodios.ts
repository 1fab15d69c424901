import { zodiosApp } from '@zodios/express';

const app = zodiosApp([]);
app.get('/orders', (_req, res) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  res.json([]);
});
// fine: module scope
setInterval(() => console.log('tick'), 1000);
