'use strict';

const Redis = require('ioredis');
const config = require('../config');
const { forRequests, forWorkers } = require('../lib/redis-options');
const { startEmailWorker } = require('./emails');
const { startThumbnailWorker } = require('./thumbnails');

// fine: both are made once, when the worker process starts
const connection = new Redis(config.redisUrl, forWorkers);
const results = new Redis(config.redisUrl, forRequests);

for (const client of [connection, results]) {
  client.on('error', (error) => console.error('redis:', error.message || error.code));
}

const workers = [startThumbnailWorker(connection), startEmailWorker(connection, results)];
console.log(`fastify-jobs works on ${workers.map((worker) => worker.name).join(', ')}`);

async function stop() {
  await Promise.allSettled(workers.map((worker) => worker.close(true)));
  results.disconnect();
  connection.disconnect();
  process.exit(0);
}

// fine: added once per process
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
