import express from 'express';
import * as bounded from './bounded.js';
import * as growing from './growing.js';
import { libraries } from './libraries.js';
import { connected } from './presence.js';

const app = express();

app.use((req, res, next) => {
  const { ip, url } = req;
  bounded.cleared(ip);
  bounded.trimmed(ip);
  bounded.refused(ip);
  bounded.ring(url);
  bounded.generations(ip);
  bounded.weak(req);
  bounded.swept(ip);
  bounded.sweptOnWrite(ip);
  bounded.timed(ip);
  bounded.settled(ip);
  bounded.reassigned(url);
  bounded.spliced(url);
  bounded.emptied(url);
  bounded.capped(ip);
  bounded.byMethod(req.method);
  bounded.toggled(ip, req.query.on);
  bounded.helped(ip);
  growing.onRead(ip);
  growing.nulled(ip);
  growing.reset(ip);
  growing.half(ip, req.user.id);
  growing.fresh();
  growing.spread(url);
  growing.concat(url);
  growing.text(url);
  growing.nested(ip);
  growing.global(ip);
  growing.onlySelf(ip);
  growing.viaAlias(ip);
  growing.assign(ip);
  growing.testedOnly(url);
  libraries(req.query.q);
  connected(req.sessionID);
  next();
});

app.post('/leave', (req, res) => {
  res.end();
});

app.listen(3000);
