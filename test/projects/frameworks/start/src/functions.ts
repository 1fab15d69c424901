import { createFileRoute } from '@tanstack/react-router';
import { createMiddleware, createServerFn } from '@tanstack/react-start';

// fine: module scope
setInterval(() => console.log('tick'), 1000);

const logged = createMiddleware().server(async ({ next }) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return next();
});

export const orders = createServerFn({ method: 'GET' })
  .middleware([logged])
  .handler(async () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return [];
  });

export const Route = createFileRoute('/api/orders')({
  server: {
    handlers: {
      POST: async () => {
        // leak: no-uncleared-interval
        setInterval(() => console.log('tick'), 1000);
        return new Response(null, { status: 201 });
      },
    },
  },
});
