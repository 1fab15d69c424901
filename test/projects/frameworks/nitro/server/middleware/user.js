import { defineEventHandler } from 'h3';

// fine: module scope
setInterval(() => console.log('tick'), 1000);

export default defineEventHandler({
  onRequest: [
    () => {
      // leak: no-uncleared-interval
      setInterval(() => console.log('tick'), 1000);
    },
  ],
  handler: () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  },
});
