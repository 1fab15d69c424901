'use strict';

const config = require('../config');
const { countFailed, countWaiting } = require('../lib/job-counts');

module.exports = async function statsRoutes(app) {
  app.addHook('preHandler', async (request, reply) => {
    const { queue } = request.params;
    if (queue && !config.queues.includes(queue)) {
      return reply.code(404).send({ error: 'no such queue' });
    }
  });

  app.get('/', async () => ({ queues: config.queues, underWay: app.requestsUnderWay() }));

  app.get('/:queue/waiting', async (request) => countWaiting(request.params.queue));

  app.get('/:queue/failed', async (request) => ({
    failed: await countFailed(request.params.queue),
  }));
};
