import { Worker } from '@temporalio/worker';
import { task } from '@trigger.dev/sdk';
import { Inngest } from 'inngest';
import * as activities from './activities.ts';

// fine: module scope
setInterval(() => console.log('tick'), 1000);

const inngest = new Inngest({ id: 'shop' });
export const paid = inngest.createFunction({ id: 'paid' }, { event: 'order/paid' }, async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});

export const report = task({
  id: 'report',
  run: async () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  },
});

await Worker.create({ taskQueue: 'shop', activities });
