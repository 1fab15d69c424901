import type { FastifyPluginAsync } from 'fastify';
import fp from 'fastify-plugin';

const orders: FastifyPluginAsync = async (app) => {
  // fine: a plugin is loaded once
  setInterval(() => console.log('tick'), 1000);
  app.get('/', async () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return [];
  });
  app.route({
    method: 'POST',
    url: '/',
    preHandler: [
      async () => {
        // leak: no-uncleared-interval
        setInterval(() => console.log('tick'), 1000);
      },
    ],
    handler: async () => {
      // leak: no-uncleared-interval
      setInterval(() => console.log('tick'), 1000);
      return {};
    },
  });
};

export default fp(orders);
