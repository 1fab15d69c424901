import { Router, type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';

export const router = Router();

const load: RequestHandler = (_req, _res, next) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  next();
};

export const failed: ErrorRequestHandler = (_error, _req, res, _next) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  res.sendStatus(500);
};

export function show(req: Request, res: Response) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  res.json({ id: req.params['id'] });
}

router.get('/orders/:id', load, show);
