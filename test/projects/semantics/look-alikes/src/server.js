import { setInterval as every } from 'node:timers/promises';
import express from 'express';
import knex from 'knex';
import { Histogram } from 'prom-client';
import { fromEvent, interval, take } from 'rxjs';
import { z } from 'zod';
import { createClient, fetch, Pool, setInterval } from './names.js';

const app = express();
const db = knex({ client: 'pg' });
const duration = new Histogram({ name: 'duration', help: 'duration' });
const schema = z.string();

app.get('/', async (req, res) => {
  db('orders').join('users', (join) => join.on('users.id', '=', 'orders.user'));
  schema.pipe(z.string());
  duration.observe(1);
  interval(1000).pipe(take(3)).subscribe((n) => res.write(String(n)));
  setInterval('PT1S');
  createClient('url');
  new Pool();
  fetch('/x', { cache: 'force-cache' });
  const signal = AbortSignal.timeout(1000);
  for await (const tick of every(1000, 1, { signal })) res.write(String(tick));
  res.end();
});

app.listen(3000);

export const closed = () => fromEvent(app, 'close');
