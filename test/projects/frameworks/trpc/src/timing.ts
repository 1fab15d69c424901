import { initTRPC } from '@trpc/server';

const t = initTRPC.context<{ user?: string }>().create();
// fine: there are as many procedures as the router has
const durations = new Map<string, number>();
// leak: no-unbounded-module-collection
const users = new Map<string, number>();

export const timed = t.procedure.use(({ path, ctx, next }) => {
  durations.set(path, performance.now());
  users.set(`${ctx.user}:${path}`, performance.now());
  return next();
});

export const about = timed.query(() => 'about');
