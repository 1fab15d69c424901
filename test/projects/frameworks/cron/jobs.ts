import { CronJob } from 'cron';
import { Cron } from 'croner';
import cron from 'node-cron';
import schedule from 'node-schedule';
import { AsyncTask, SimpleIntervalJob, ToadScheduler } from 'toad-scheduler';

// fine: module scope
setInterval(() => console.log('tick'), 1000);

cron.schedule('0 * * * *', () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});

new CronJob('0 0 * * *', report, null, true);

CronJob.from({
  cronTime: '0 0 * * *',
  start: true,
  onTick: () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  },
});

schedule.scheduleJob('0 0 * * *', () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});

new Cron('0 0 * * *', { protect: true }, async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});

const task = new AsyncTask('sync', async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
new ToadScheduler().addSimpleIntervalJob(new SimpleIntervalJob({ minutes: 5 }, task));

function report() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
}
