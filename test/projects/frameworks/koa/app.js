const Router = require('@koa/router');
const Koa = require('koa');

const app = new Koa();
const router = new Router();

app.use(async (ctx, next) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  await next();
});
router.param('id', (id, ctx, next) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return next();
});
router.get('/orders/:id', async (ctx) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  ctx.body = [];
});
app.use(router.routes());
app.listen(3000, () => {
  // fine: once, when the server listens
  setInterval(() => console.log('tick'), 1000);
});
