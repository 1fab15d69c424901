import { defineMiddleware } from 'astro:middleware';

export const onRequest = defineMiddleware((context, next) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return next();
});
