import type { HttpFunction, Request } from '@google-cloud/functions-framework';

export const status: HttpFunction = (_req, res) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  res.send('ok');
};

export function pathOf(req: Request) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return req.path;
}
