'use strict';

const { Worker } = require('bullmq');
const Redis = require('ioredis');
const config = require('../config');
const { forRequests } = require('../lib/redis-options');

function plan(width, height) {
  const edge = 256;
  const factor = Math.min(edge / width, edge / height, 1);
  return { width: Math.round(width * factor), height: Math.round(height * factor) };
}

async function makeThumbnail(job) {
  const { width = 1024, height = 768 } = job.data;
  const size = plan(width, height);

  // leak: no-per-request-client
  const redis = new Redis(config.redisUrl, forRequests);
  await redis.hset(`result:thumbnails:${job.id}`, size);
  await redis.expire(`result:thumbnails:${job.id}`, 3600);
  return size;
}

function startThumbnailWorker(connection) {
  // fine: one worker per process
  const worker = new Worker('thumbnails', makeThumbnail, { connection, concurrency: 4 });
  worker.on('error', (error) => console.error('thumbnails:', error.message));
  return worker;
}

module.exports = { startThumbnailWorker };
