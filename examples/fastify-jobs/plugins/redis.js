'use strict';

const fp = require('fastify-plugin');
const Redis = require('ioredis');
const config = require('../config');
const { forRequests } = require('../lib/redis-options');

async function redisPlugin(app) {
  // fine: one client for the whole server, closed together with it
  const client = new Redis(config.redisUrl, { ...forRequests, lazyConnect: true });

  // fine: the listener sits on the client that is made here
  client.on('error', (error) => app.log.debug({ err: error }, 'redis'));

  app.decorate('redis', client);
  app.addHook('onClose', async () => {
    client.disconnect();
  });
}

module.exports = fp(redisPlugin, { name: 'redis' });
