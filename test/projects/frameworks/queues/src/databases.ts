import { Agenda } from 'agenda';
import { run, type Task } from 'graphile-worker';
import PgBoss from 'pg-boss';

const agenda = new Agenda();
agenda.define('report', async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
agenda.once('ready', () => {
  // fine: once, when the queue is up
  setInterval(() => console.log('tick'), 1000);
});

const boss = new PgBoss('postgres://localhost/jobs');
await boss.work('mail', async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});

export const resize: Task = async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
};

await run({
  taskList: {
    clean: async () => {
      // leak: no-uncleared-interval
      setInterval(() => console.log('tick'), 1000);
    },
    resize,
  },
});
