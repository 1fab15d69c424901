import type { NextApiHandler } from 'next';

export const guarded: NextApiHandler = (_req, res) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  res.status(204).end();
};
