import express from 'express';
import audit, { note as remark } from './lib/index.js';
import * as orders from './orders.js';
import { mail } from './lib/index.js';
import { deep } from './barrel/index.js';
import { later } from './later.js';

const app = express();

app.get('/audit', (req, res) => {
  audit(req.url);
  remark(req.url);
  res.end();
});

app.get('/orders', (req, res) => {
  orders.list();
  orders['find'](req.query.id);
  mail.send(req.query.to);
  deep();
  res.end();
});

app.get('/report', async (req, res) => {
  const { report } = await import('./report.js');
  report();
  (await import('./report.js')).summary();
  import('./report.js').then((module) => module.details());
  import('./report.js').then(({ archive }) => archive());
  (await later()).run();
  res.end();
});

app.listen(3000);
