import { command, query } from '$app/server';

// fine: module scope
setInterval(() => console.log('tick'), 1000);

export const orders = query(async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return [];
});

export const pay = command('unchecked', async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
