'use strict';

module.exports = {
  host: process.env.HOST ?? '127.0.0.1',
  port: Number(process.env.PORT ?? 3000),
  redisUrl: process.env.REDIS_URL ?? 'redis://127.0.0.1:6379',
  warehouseUrl: process.env.WAREHOUSE_URL ?? 'postgres://jobs:jobs@127.0.0.1:5432/warehouse',
  queues: ['thumbnails', 'emails'],
};
