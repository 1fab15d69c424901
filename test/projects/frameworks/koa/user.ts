import type { Context, Middleware } from 'koa';

// fine: module scope
setInterval(() => console.log('tick'), 1000);

export const loadUser: Middleware = async (_ctx, next) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  await next();
};

export function show(ctx: Context) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  ctx.body = 'user';
}
