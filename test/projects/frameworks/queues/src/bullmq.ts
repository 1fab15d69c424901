import { Worker, type Job } from 'bullmq';

const worker = new Worker('mail', async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
worker.on('completed', () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
worker.on('ready', () => {
  // fine: once, when the worker is up
  setInterval(() => console.log('tick'), 1000);
});

export async function resize(job: Job) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return job.id;
}
