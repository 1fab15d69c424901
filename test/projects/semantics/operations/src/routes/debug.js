import express from 'express';
import { snapshot } from '../snapshot.js';

export const debugRouter = express.Router();

debugRouter.get('/heap', (req, res) => {
  res.send(snapshot());
});
