'use strict';

const { Queue } = require('bullmq');
const Redis = require('ioredis');
const config = require('../config');
const { forRequests } = require('./redis-options');

let connection;

function sharedConnection() {
  if (!connection) {
    // fine: made at the first use and kept
    connection = new Redis(config.redisUrl, { ...forRequests, enableOfflineQueue: false });
    connection.on('error', () => {});
  }
  return connection;
}

// fine: the names come from the configuration, so there are never more than a few queues
const queues = new Map();

function getQueue(name) {
  if (!config.queues.includes(name)) return undefined;
  let queue = queues.get(name);
  if (!queue) {
    // fine: once per name
    queue = new Queue(name, { connection: sharedConnection(), skipWaitingForReady: true });
    queue.on('error', () => {});
    queues.set(name, queue);
  }
  return queue;
}

async function closeQueues() {
  await Promise.allSettled([...queues.values()].map((queue) => queue.close()));
  queues.clear();
  connection?.disconnect();
  connection = undefined;
}

module.exports = { getQueue, closeQueues };
