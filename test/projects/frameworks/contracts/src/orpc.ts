import { os } from '@orpc/server';

// fine: module scope
setInterval(() => console.log('tick'), 1000);

const base = os.use(async ({ next }) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return next();
});

export const orders = base.handler(async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return [];
});
