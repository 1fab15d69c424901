import { Router } from 'express';
import { EventStream } from '../lib/sse.js';
import { buildReport } from '../lib/reports.js';

export const reports = Router();

// Tells the client that the work goes on, then sends the report.
reports.get('/:kind/stream', async (req, res) => {
  const stream = new EventStream(res);
  // When buildReport() throws, clearInterval() is never reached.
  // leak: no-uncleared-interval
  const working = setInterval(() => stream.comment('working'), 500);
  const report = await buildReport(req.params.kind);
  clearInterval(working);
  stream.send('report', report);
  stream.end();
});

// The same for clients that read the body as plain text.
reports.get('/:kind/text', async (req, res) => {
  res.type('text/plain');
  // fine: cleared on every way out
  const working = setInterval(() => res.write('.'), 500);
  try {
    const report = await buildReport(req.params.kind);
    res.write(`\n${report.kind}: ${report.posts} posts\n`);
  } catch (error) {
    res.write(`\n${error.message}\n`);
  } finally {
    clearInterval(working);
  }
  res.end();
});

// Counts down three times and then ends.
reports.get('/countdown', (req, res) => {
  const stream = new EventStream(res);
  let left = 3;
  // fine: ends itself after three turns
  const timer = setInterval(() => {
    stream.send('left', left);
    left -= 1;
    if (left === 0) {
      clearInterval(timer);
      stream.end();
    }
  }, 300);
});
