import express from 'express';
import { createConnection } from 'mysql2/promise';
import { createClient } from 'redis';

const app = express();

app.use((req, res, next) => {
  // leak: no-per-request-client
  const cache = createClient();
  cache.connect();
  req.cache = cache;
  next();
});

app.get('/cached', async (req, res) => res.json(await req.cache.get('a')));

app.use((req, res, next) => {
  // fine: what reads it from the request ends it
  req.queue = createClient();
  next();
});

app.get('/queued', async (req, res) => {
  res.json(await req.queue.get('a'));
  await req.queue.quit();
});

app.get('/both', async (req, res) => {
  // leak: no-per-request-client
  const [db, page] = await Promise.all([createConnection({ host: 'db' }), fetch('http://x')]);
  res.json([await db.query('select 1'), page.status]);
});

app.get('/ended', async (req, res) => {
  // fine: ended on every way out
  const [db, page] = await Promise.all([createConnection({ host: 'db' }), fetch('http://x')]);
  try {
    res.json([await db.query('select 1'), page.status]);
  } finally {
    await db.end();
  }
});
