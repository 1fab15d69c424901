import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

export const notFound: RequestListener = (_req, res) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  res.writeHead(404).end();
};

export function redirect(req: IncomingMessage, res: ServerResponse) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  res.writeHead(302, { location: `${req.url}/` }).end();
}
