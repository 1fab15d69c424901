import cron from 'node-cron';
import express from 'express';

const app = express();

class Job {
  options: { session: string | null } = { session: null };
  done = false;
  async run(page: { wait(): Promise<void>; ready(): boolean }): Promise<void> {
    if (this.options.session) {
      // what takes out is no filling that would happen once
      this.options.session = null;
    } else {
      // leak: no-uncleared-interval
      const retry = setInterval(() => this.done, 100);
      await page.wait();
      clearInterval(retry);
    }
  }
  async watch(page: { wait(): Promise<void>; ready(): boolean }): Promise<void> {
    // leak: no-uncleared-interval
    const poll = setInterval(() => {
      if (page.ready()) clearInterval(poll);
    }, 100);
    await page.wait();
    clearInterval(poll);
  }
  until(page: { ready(): boolean }): void {
    // fine: it ends itself
    const poll = setInterval(() => {
      if (page.ready()) clearInterval(poll);
    }, 100);
  }
}

app.post('/jobs', async (req, res) => {
  const job = new Job();
  await job.run(req.body);
  await job.watch(req.body);
  job.until(req.body);
  res.end();
});

app.post('/schedules', (req, res) => {
  // leak: no-uncleared-interval
  cron.schedule('* * * * *', () => req.body);
  res.end();
});
