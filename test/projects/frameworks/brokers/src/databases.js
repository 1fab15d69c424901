const Redis = require('ioredis');
const { Client } = require('pg');
const { createClient } = require('redis');

const subscriber = createClient();
subscriber.subscribe('orders', () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});

const redis = new Redis();
redis.on('message', () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
redis.once('ready', () => {
  // fine: once, when the connection is up
  setInterval(() => console.log('tick'), 1000);
});

const pg = new Client();
pg.on('notification', () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
