import express from 'express';
import { even } from './even.js';
import { walk } from './walk.js';
import { lost } from './ring/a.js';

const app = express();

app.get('/', (req, res) => {
  even(4);
  walk(req.query.tree);
  lost();
  res.end();
});

export { app };

app.listen(3000);
