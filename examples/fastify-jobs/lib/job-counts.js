'use strict';

const Redis = require('ioredis');
const config = require('../config');
const { forRequests } = require('./redis-options');

function ignoreErrors() {
  // The command that fails tells its caller; the event adds nothing.
}

// How many jobs wait in a queue.
async function countWaiting(queueName) {
  // leak: no-per-request-client
  const redis = new Redis(config.redisUrl, forRequests);
  redis.on('error', ignoreErrors);
  const [waiting, delayed] = await Promise.all([
    redis.llen(`bull:${queueName}:wait`),
    redis.zcard(`bull:${queueName}:delayed`),
  ]);
  return { waiting, delayed };
}

// How many jobs have failed.
async function countFailed(queueName) {
  // fine: given back on every way out
  const redis = new Redis(config.redisUrl, forRequests);
  redis.on('error', ignoreErrors);
  try {
    return await redis.zcard(`bull:${queueName}:failed`);
  } finally {
    redis.disconnect();
  }
}

module.exports = { countWaiting, countFailed };
