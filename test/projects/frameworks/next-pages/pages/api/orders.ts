import type { NextApiRequest, NextApiResponse } from 'next';

export default function handler(req: NextApiRequest, res: NextApiResponse) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  res.json({ method: req.method });
}
