import { publicProcedure, router } from './trpc.ts';

export const appRouter = router({
  orders: publicProcedure.query(() => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return [];
  }),
  create: publicProcedure.input(String).mutation(async ({ input }) => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return input;
  }),
  changes: publicProcedure.subscription(async function* () {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    yield 1;
  }),
});
