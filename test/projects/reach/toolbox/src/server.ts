import express from 'express';
import { search } from '../tools/search.ts';

express().post('/search', (req, res) => {
  search(req.body.text);
  res.end();
});
