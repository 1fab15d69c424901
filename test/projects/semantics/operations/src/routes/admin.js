import fs from 'node:fs';
import v8 from 'node:v8';
import express from 'express';

export const adminRouter = express.Router();

adminRouter.post('/heap', (req, res) => {
  if (req.get('x-key') !== process.env.ADMIN_KEY) {
    res.status(403).end();
    return;
  }
  // fine: asked first, and removed after
  const file = v8.writeHeapSnapshot();
  res.download(file, () => fs.unlink(file, () => {}));
});
