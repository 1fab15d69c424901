import express from 'express';
import { Agent, setGlobalDispatcher } from 'undici';

// One pool for all, but with as many connections as are asked for.
setGlobalDispatcher(new Agent({ keepAliveTimeout: 1000 }));

const BACKEND = 'http://orders';

express().post('/orders', async (req, res) => {
  // leak: require-bounded-dispatcher
  const answer = await fetch(`${BACKEND}/orders`, { method: 'POST', body: JSON.stringify(req.body) });
  res.send(await answer.text());
});
