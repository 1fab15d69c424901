import { createExpressMiddleware, type CreateExpressContextOptions } from '@trpc/server/adapters/express';
import express from 'express';
import { appRouter } from './router.ts';

export function createContext({ req }: CreateExpressContextOptions) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return { user: req.ip };
}

const app = express();
app.use('/trpc', createExpressMiddleware({ router: appRouter, createContext }));
app.listen(3000);
