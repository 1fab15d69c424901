'use strict';

const Fastify = require('fastify');
const { closeQueues } = require('./lib/queues');

function buildApp(options = {}) {
  const app = Fastify({ logger: { level: process.env.LOG_LEVEL ?? 'info' }, ...options });

  app.register(require('./plugins/redis'));
  app.register(require('./plugins/lifecycle'));

  app.register(require('./routes/jobs'), { prefix: '/jobs' });
  app.register(require('./routes/stats'), { prefix: '/stats' });
  app.register(require('./routes/reports'), { prefix: '/reports' });

  app.get('/health', async () => ({ ok: true }));

  app.setErrorHandler((error, request, reply) => {
    if (error.validation) return reply.code(400).send({ error: error.message });
    request.log.error(error);
    return reply.code(503).send({ error: 'a service behind this one does not answer' });
  });

  app.addHook('onClose', closeQueues);

  return app;
}

module.exports = { buildApp };
