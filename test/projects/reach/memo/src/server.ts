import express from 'express';
import { Pool } from 'pg';
import * as kept from './kept.ts';
import * as lost from './lost.ts';

// fine: module scope
export const pool = new Pool();

const app = express();

app.get('/kept', async (req, res) => {
  kept.ifNone();
  kept.nullish();
  kept.orAssign();
  kept.orElse();
  kept.earlyReturn();
  kept.ternary();
  kept.onGlobal();
  kept.onGlobalNullish();
  await kept.promised();
  kept.Database.getInstance();
  kept.Database.instance;
  kept.forRegion('eu');
  kept.once();
  kept.singleton('pool', () => new Pool());
  kept.flagged();
  kept.undefinedTest();
  await kept.connecting();
  res.end();
});

app.get('/lost/:user', (req, res) => {
  lost.local();
  lost.perHolder();
  lost.wrongTest();
  lost.forUser(req.params.user);
  lost.negated();
  res.end();
});

app.listen(3000);
