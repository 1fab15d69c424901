'use strict';

const fp = require('fastify-plugin');

// Tells long requests that the server is about to stop, and says in the log which ones were under way.
async function lifecyclePlugin(app) {
  // fine: an id leaves when its response closes
  const underWay = new Map();

  app.addHook('onRequest', async (request) => {
    // leak: no-unremoved-listener
    process.on('SIGTERM', () => {
      request.log.warn({ url: request.url }, 'stopped while this request was under way');
    });
  });

  app.addHook('onRequest', async (request, reply) => {
    const stopping = new AbortController();
    const onSignal = () => stopping.abort();
    // fine: taken away when the response closes
    process.on('SIGTERM', onSignal);
    reply.raw.once('close', () => {
      process.off('SIGTERM', onSignal);
    });
    request.stopping = stopping.signal;
  });

  app.addHook('onRequest', async (request, reply) => {
    underWay.set(request.id, { url: request.url, since: Date.now() });
    reply.raw.once('close', () => {
      underWay.delete(request.id);
    });
  });

  app.addHook('onResponse', async (request, reply) => {
    request.log.debug({ ms: reply.elapsedTime }, 'done');
  });

  app.decorateRequest('stopping', null);
  app.decorate('requestsUnderWay', () => [...underWay.values()]);
}

module.exports = fp(lifecyclePlugin, { name: 'lifecycle' });
