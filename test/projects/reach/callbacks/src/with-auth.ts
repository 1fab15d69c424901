import type { Request, RequestHandler, Response } from 'express';

export function withAuth(handler: (req: Request, res: Response) => void): RequestHandler {
  // fine: called once for each route, while they are set up
  setInterval(() => console.log('tick'), 1000);
  return (req, res) => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    if (!req.get('authorization')) {
      res.sendStatus(401);
      return;
    }
    handler(req, res);
  };
}
