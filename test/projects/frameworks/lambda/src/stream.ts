import type { LambdaInterface } from '@aws-lambda-powertools/commons/types';

export const streamed = awslambda.streamifyResponse(async (_event, stream) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  stream.end();
});

export class Report implements LambdaInterface {
  constructor() {
    // fine: one instance, at module scope
    setInterval(() => console.log('tick'), 1000);
  }

  async handler() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  }
}

export const report = new Report();
