'use strict';

const { getQueue } = require('../lib/queues');

const addSchema = {
  params: {
    type: 'object',
    properties: { queue: { type: 'string', maxLength: 40 } },
  },
  body: {
    type: 'object',
    required: ['payload'],
    properties: { payload: { type: 'object' }, delayMs: { type: 'integer', minimum: 0 } },
  },
};

module.exports = async function jobRoutes(app) {
  app.post('/:queue', { schema: addSchema }, async (request, reply) => {
    if (request.stopping.aborted) return reply.code(503).send({ error: 'the server is about to stop' });

    const queue = getQueue(request.params.queue);
    if (!queue) return reply.code(404).send({ error: 'no such queue' });

    const job = await queue.add('run', request.body.payload, {
      delay: request.body.delayMs,
      removeOnComplete: 100,
      removeOnFail: 100,
    });
    return reply.code(202).send({ id: job.id });
  });

  app.get('/:queue/:id', async (request, reply) => {
    const result = await app.redis.hgetall(`result:${request.params.queue}:${request.params.id}`);
    if (Object.keys(result).length === 0) return reply.code(404).send({ error: 'no such job' });
    return result;
  });
};
