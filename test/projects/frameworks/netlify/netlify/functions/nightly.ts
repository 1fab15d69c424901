import { schedule, type Handler, type HandlerEvent } from '@netlify/functions';

const run: Handler = async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return { statusCode: 200 };
};

export const pathOf = (event: HandlerEvent) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return event.path;
};

export const handler = schedule('@daily', run);
