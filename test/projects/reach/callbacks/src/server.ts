import express, { type Request, type Response } from 'express';
import { register } from 'somewhere';
import { handlers } from './handlers.ts';
import { each, forward, keep, twice } from './helpers.ts';
import { withAuth } from './with-auth.ts';

const app = express();

app.get('/auth', withAuth((req: Request, res: Response) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  res.end();
}));

function orders(req: Request, res: Response) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  res.end();
}
app.get('/orders', withAuth(orders));
app.get('/twice', withAuth(withAuth(late)));

function late(req: Request, res: Response) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  res.end();
}

app.post('/handlers/:name', (req, res) => {
  handlers[req.params.name as keyof typeof handlers](req.body);
  handlers.direct();
  res.end();
});

app.get('/callbacks', (req, res) => {
  [1, 2].forEach((n) => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  });
  [1, 2].map(square);
  Promise.resolve(1).then((value) => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  });
  setTimeout(() => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  }, 10);
  queueMicrotask(() => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  });
  twice(() => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  });
  forward(forwarded);
  each({ onItem: () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  } });
  new Promise((resolve) => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    resolve(1);
  });
  (() => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  })();
  res.end();
});

function square(n: number) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return n * n;
}

function forwarded() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
}

app.get('/unknown', (req, res) => {
  register('in a request', () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  });
  res.end();
});

// fine: recurs, but is itself started once
setInterval(() => console.log('tick'), 1000);
setInterval(poll, 1000);

function poll() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
}

process.on('message', () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});

process.once('SIGTERM', () => {
  // fine: once, at the end
  setInterval(() => console.log('tick'), 1000);
});

keep('kept', () => {
  // fine: kept in a table, and nobody is seen to take it out
  setInterval(() => console.log('tick'), 1000);
});

twice(() => {
  // fine: called at once, while the module loads
  setInterval(() => console.log('tick'), 1000);
});

app.listen(3000, () => {
  // fine: once, when the server listens
  setInterval(() => console.log('tick'), 1000);
});
