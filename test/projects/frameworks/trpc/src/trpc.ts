import { initTRPC } from '@trpc/server';

// fine: module scope
setInterval(() => console.log('tick'), 1000);
const t = initTRPC.context<{ user?: string }>().create();

export const router = t.router;
export const publicProcedure = t.procedure.use(({ next }) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return next();
});
