import express from 'express';

const app = express();

// leak: no-unbounded-module-collection
const byUser = new Map<string, unknown>();
const emptyAtExit = (): void => byUser.clear();
process.on('beforeExit', () => emptyAtExit());

class Seats {
  // leak: no-unbounded-module-collection
  private taken = new Map<string, number>();
  take(id: string): void {
    this.taken.set(id, Date.now());
  }
  close(): void {
    this.taken.clear();
  }
}
const seats = new Seats();

// fine: emptied as a whole while the process serves
const drafts = new Map<string, string>();

app.get('/users/:userId', (req, res) => {
  byUser.set(req.params.userId, {});
  seats.take(req.params.userId);
  if (req.query.all) drafts.clear();
  drafts.set(req.params.userId, String(req.body));
  res.end();
});
