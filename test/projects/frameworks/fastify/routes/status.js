module.exports = async function status(fastify) {
  // fine: a plugin is loaded once
  setInterval(() => console.log('tick'), 1000);
  fastify.addHook('preHandler', async () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  });
  fastify.get('/status', {
    onSend: async () => {
      // leak: no-uncleared-interval
      setInterval(() => console.log('tick'), 1000);
    },
    handler: async () => 'ok',
  });
};
