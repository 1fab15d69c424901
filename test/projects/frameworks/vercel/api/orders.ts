import type { VercelRequest, VercelResponse } from '@vercel/node';
import { limit } from './_limit.ts';

export default function orders(req: VercelRequest, res: VercelResponse) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  limit();
  res.json({ method: req.method });
}
