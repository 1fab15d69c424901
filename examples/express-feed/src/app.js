import express from 'express';
import { accessLog, recentLines } from './middleware/access-log.js';
import { session } from './middleware/session.js';
import { account } from './routes/account.js';
import { feed } from './routes/feed.js';
import { presence } from './routes/presence.js';
import { reports } from './routes/reports.js';

export function createApp() {
  const app = express();

  app.disable('x-powered-by');
  app.use(accessLog);
  app.get('/health', (req, res) => {
    res.json({ ok: true, last: recentLines(5) });
  });

  app.use(express.json({ limit: '16kb' }));
  app.use(session);
  app.use('/account', account);
  app.use('/feed', feed);
  app.use('/presence', presence);
  app.use('/reports', reports);

  app.use((error, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    console.error(error);
    res.status(500).json({ error: 'something went wrong' });
  });

  return app;
}
