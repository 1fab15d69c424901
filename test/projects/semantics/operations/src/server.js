import { EventEmitter } from 'node:events';
import express from 'express';
import { news } from './news.js';
import { adminRouter } from './routes/admin.js';
import { debugRouter } from './routes/debug.js';
import { pages } from './routes/pages.jsx';

// leak: no-hidden-listener-warning
EventEmitter.defaultMaxListeners = 0;
// leak: no-hidden-listener-warning
news.setMaxListeners(Infinity);
// fine: a number that somebody thought of
process.setMaxListeners(30);

const app = express();
app.use('/debug', debugRouter);
app.use('/administration', adminRouter);
app.use(pages);
app.get('/jobs', (req, res) => {
  // fine: it goes with the request
  const progress = new EventEmitter();
  progress.setMaxListeners(0);
  progress.once('done', () => res.end());
  progress.emit('done');
});
app.listen(3000);
