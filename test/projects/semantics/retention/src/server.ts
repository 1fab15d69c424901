import express from 'express';
import { note, withTrail } from './context.js';
import { follow, remember, wait } from './waiting.js';

const app = express();
const closing = new AbortController();

app.use((req, res, next) => withTrail(next));

app.get('/wait', (req, res) => {
  note(req.url);
  wait(req, res);
});

app.get('/follow', (req, res) => {
  remember(req);
  follow(req, res);
});

app.get('/rates', async (req, res) => {
  // leak: no-unremoved-listener
  const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(5000)]);
  res.send(await (await fetch('http://localhost:4000/rates', { signal })).text());
});

app.get('/news', (req, res) => {
  const before = console.info;
  // leak: no-retained-request
  console.info = (...words: unknown[]) => before(req.url, ...words);
  res.end();
});

app.listen(3000);
