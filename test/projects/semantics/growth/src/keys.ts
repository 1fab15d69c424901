import { createHash } from 'node:crypto';
import express from 'express';
import { hostOf } from './hosts.ts';

const app = express();
const VALIDATORS = { order: (value: unknown) => value !== null, invoice: (value: unknown) => value !== undefined };

// fine: names that the table does not have never get here
const compiled = new Map<string, unknown>();
function validatorOf(kind: string): unknown {
  const key = `${kind}:v1`;
  const known = compiled.get(key);
  if (known) return known;
  const validator = VALIDATORS[kind as keyof typeof VALIDATORS];
  if (!validator) return undefined;
  compiled.set(key, validator);
  return validator;
}

// fine: a currency that does not exist is rejected before it is kept
const formats = new Map<string, Intl.NumberFormat>();
function formatOf(currency: string): Intl.NumberFormat {
  let format = formats.get(currency);
  if (!format) {
    format = new Intl.NumberFormat('en', { style: 'currency', currency });
    formats.set(currency, format);
  }
  return format;
}

// fine: a digest is as open as what goes in
const clients = new Map<string, unknown>();
function clientOf(): unknown {
  const cacheKey = createHash('sha256').update(hostOf()).digest('hex');
  const known = clients.get(cacheKey) ?? {};
  clients.set(cacheKey, known);
  return known;
}

// leak: no-unbounded-module-collection
const answers = new Map<string, string>();
function answerOf(question: string): string {
  const digest = createHash('sha256').update(question).digest('hex');
  answers.set(digest, question);
  return digest;
}

// leak: no-unbounded-module-collection
const tokens = new Map<string, { token: string; until: number }>();
const tokenKey = (clientId: string, scope: string): string => [clientId, scope].join('|');
function tokenFor(clientId: string, fresh: boolean): string {
  const key = tokenKey(clientId, 'all');
  if (!fresh) {
    const known = tokens.get(key);
    if (known && known.until > Date.now()) return known.token;
  }
  tokens.delete(key);
  tokens.set(key, { token: key, until: Date.now() + 1000 });
  return key;
}

// fine: what is not listed becomes the default
const periods = new Set<string>();
app.post('/cron/:period', (req, res) => {
  const period = ['hourly', 'daily'].includes(req.params.period) ? (req.params.period as 'hourly') : 'daily';
  periods.add(period);
  res.end();
});

// leak: no-unbounded-module-collection
const others = new Set<string>();
app.post('/other/:period', (req, res) => {
  others.add(['hourly', 'daily'].includes(req.params.period) ? 'listed' : req.params.period);
  res.end();
});

let last = 0;
// leak: no-unbounded-module-collection
const waiting = new Map<number, (value: unknown) => void>();
const ask = (): Promise<unknown> => new Promise((resolve) => waiting.set(++last, resolve));

app.post('/kinds/:kind', (req, res) => {
  void ask();
  res.json([validatorOf(req.params.kind), formatOf(req.body.money), clientOf(), answerOf(req.body.text), tokenFor(req.body.clientId, false)]);
});

// leak: no-unbounded-module-collection
const seenBy = new Map<string, number>();
function seeBy(request: Request, tier: string): boolean {
  seenBy.set(`${getClientIp(request)}:${tier}`, Date.now());
  return true;
}
function getClientIp(request: Request): string {
  return request.headers.get('cf-connecting-ip') ?? 'unknown';
}

app.get('/seen', (req, res) => {
  res.json(seeBy(new Request('http://localhost'), 'free'));
});
