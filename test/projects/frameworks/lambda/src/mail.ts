import middy from '@middy/core';
import type { SQSHandler } from 'aws-lambda';

const send: SQSHandler = async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
};

export const mail = middy()
  .before(async () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  })
  .handler(send);
