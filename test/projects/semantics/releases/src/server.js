import { EventEmitter } from 'node:events';
import express from 'express';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { finish, ignore, withClient } from './clients.js';
import { Feed } from './feed.js';

const app = express();
const bus = new EventEmitter();

app.get('/finally', async (req, res) => {
  const client = new Client();
  await client.connect();
  try {
    res.json(await client.query('select 1'));
  } finally {
    await client.end();
  }
});

app.get('/success-only', async (req, res) => {
  // leak: no-per-request-client
  const client = new Client();
  await client.connect();
  res.json(await client.query('select 1'));
  await client.end();
});

app.get('/catch-only', async (req, res) => {
  // leak: no-per-request-client
  const client = new Client();
  try {
    res.json(await client.query('select 1'));
  } catch {
    await client.end();
  }
});

app.get('/early-return', async (req, res) => {
  // leak: no-per-request-client
  const client = new Client();
  if (!req.query.id) return res.sendStatus(400);
  try {
    res.json(await client.query('select 1'));
  } finally {
    await client.end();
  }
});

app.get('/promise-finally', (req, res) => {
  const client = new Client();
  client.query('select 1').then((rows) => res.json(rows)).finally(() => client.end());
});

app.get('/then-and-catch', (req, res) => {
  const client = new Client();
  client
    .query('select 1')
    .then((rows) => {
      client.end();
      res.json(rows);
    })
    .catch(() => {
      client.end();
      res.sendStatus(500);
    });
});

app.get('/helper', async (req, res) => {
  const client = new Client();
  try {
    res.json(await client.query('select 1'));
  } finally {
    await finish(client);
  }
});

app.get('/helper-that-does-nothing', async (req, res) => {
  // leak: no-per-request-client
  const client = new Client();
  await ignore(client);
  res.end();
});

app.get('/callback', async (req, res) => {
  res.json(await withClient((client) => client.query('select 1')));
});

app.get('/callback-style', (req, res) => {
  const client = new Client();
  client.connect(() => {
    client.query('select 1', (error, rows) => {
      client.end();
      res.json(rows);
    });
  });
});

app.get('/unsubscribe', (req, res) => {
  const redis = new Redis();
  redis.subscribe('news');
  redis.on('message', (channel, text) => res.write(text));
  req.on('close', () => {
    redis.disconnect();
  });
});

// Leaving a channel does not close the connection.
app.get('/unsubscribe-only', (req, res) => {
  // leak: no-per-request-client
  const redis = new Redis();
  redis.subscribe('news');
  redis.on('message', (channel, text) => res.write(text));
  req.on('close', () => {
    redis.unsubscribe('news');
  });
});

app.get('/timer', (req, res) => {
  const timer = setInterval(() => res.write('.'), 1000);
  const stop = () => clearInterval(timer);
  req.on('close', stop);
  res.on('error', stop);
});

app.get('/timer-on-error-only', (req, res) => {
  // leak: no-uncleared-interval
  const timer = setInterval(() => res.write('.'), 1000);
  res.on('error', () => clearInterval(timer));
});

app.get('/timer-of-a-promise', async (req, res) => {
  await new Promise((resolve) => {
    const timer = setInterval(() => {
      if (!req.readable) {
        clearInterval(timer);
        resolve();
      }
    }, 100);
  });
  res.end();
});

app.get('/two-listeners', (req, res) => {
  const onPost = (post) => res.write(post);
  const onStop = () => res.end();
  bus.on('post', onPost);
  // leak: no-unremoved-listener
  bus.on('stop', onStop);
  req.on('close', () => bus.off('post', onPost));
});

app.get('/feed', (req, res) => {
  const feed = new Feed(bus);
  feed.start(res);
  res.on('close', () => feed.stop());
});

app.get('/feed-that-goes-on', (req, res) => {
  // leak: no-uncleared-interval
  // gap: no-unremoved-listener – that stop() is never called is only asked for what a field holds
  new Feed(bus).start(res);
});

app.get('/once', (req, res) => {
  const timeout = setTimeout(() => res.end(), 1000);
  bus.once('post', (post) => {
    clearTimeout(timeout);
    res.json(post);
  });
});

app.get('/signal', (req, res) => {
  const controller = new AbortController();
  res.on('close', () => controller.abort());
  bus.on('post', () => {}, { signal: controller.signal });
});

app.listen(3000);
