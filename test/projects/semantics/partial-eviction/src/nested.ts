import express from 'express';

/** Collections within collections: the outer one has few keys, the inner ones grow. */
export const nested = express.Router();

class Tenants {
  // leak: no-unbounded-module-collection
  private readonly visitors: Map<string, Map<string, number>> = new Map();

  constructor() {
    for (const tenant of ['north', 'south']) this.open(tenant, new Map().set('state', 0));
  }

  private open(tenant: string, visitors: Map<string, number>) {
    this.visitors.set(tenant, visitors);
  }

  all() {
    return this.visitors;
  }
}
const tenants = new Tenants();

nested.get('/visit', (req, res) => {
  const visitors = tenants.all();
  if (!visitors.get('north')?.has(req.ip)) visitors.get('north')?.set(req.ip, Date.now());
  res.end();
});

// leak: no-unbounded-module-collection
const seen: Record<string, Record<string, boolean>> = { desktop: {}, mobile: {} };

nested.get('/seen', (req, res) => {
  const kind = req.query.kind === 'mobile' ? 'mobile' : 'desktop';
  seen[kind][req.ip] = true;
  res.end();
});

// leak: no-unbounded-module-collection
const byLevel = new Map<string, Set<string>>();

function levelSet(level: 'low' | 'high') {
  let set = byLevel.get(level);
  if (!set) {
    set = new Set();
    byLevel.set(level, set);
  }
  return set;
}

nested.post('/level', (req, res) => {
  levelSet('low').add(req.body.userId);
  res.end();
});

// fine: what is in the inner ones is taken out again
const open = new Map<string, Set<string>>([['chat', new Set()]]);

nested.post('/open', (req, res) => {
  open.get('chat')?.add(req.body.userId);
  res.on('close', () => open.get('chat')?.delete(req.body.userId));
});

// fine: a sweep goes through all of them
const swept = new Map<string, Map<string, number>>([['main', new Map()]]);

nested.post('/swept', (req, res) => {
  swept.get('main')?.set(req.ip, Date.now());
  res.end();
});
setInterval(() => {
  for (const inner of swept.values()) for (const [ip, at] of inner) if (at < Date.now() - 60_000) inner.delete(ip);
}, 60_000);

// fine: a helper that is given an inner one may trim it
const trimmed = new Map<string, Map<string, number>>([['main', new Map()]]);

nested.post('/trimmed', (req, res) => {
  const inner = trimmed.get('main');
  inner?.set(req.ip, Date.now());
  if (inner) keepNewest(inner);
  res.end();
});

function keepNewest(entries: Map<string, number>) {
  const [first] = entries.keys();
  if (entries.size > 1000 && first !== undefined) entries.delete(first);
}

/** One of each kind for the process, whatever it is. */
const singletons: Record<string, unknown> = {};

function singleton<T>(name: string, make: () => T): T {
  singletons[name] ??= make();
  return singletons[name] as T;
}

// fine: what a helper keeps may be anything, such as a client of a store
const store = singleton('store', () => connectStore());

nested.post('/stored', (req, res) => {
  store.set(req.body.userId, Date.now());
  res.end();
});

declare function connectStore(): { set(key: string, value: number): void };

// fine: the last one who has it takes it out
const shared = new Map<string, { users: number }>();

nested.get('/shared', (req, res) => {
  const entry = shared.get(req.ip) ?? { users: 0 };
  entry.users++;
  shared.set(req.ip, entry);
  res.on('close', () => {
    const held = shared.get(req.ip);
    if (!held) return;
    held.users--;
    if (held.users <= 0) shared.delete(req.ip);
  });
});
