// leak: no-unbounded-module-collection
const answers = new Map();
export function onRead(ip) {
  const hit = answers.get(ip);
  if (hit && hit.until < Date.now()) {
    answers.delete(ip);
    return undefined;
  }
  answers.set(ip, { until: Date.now() + 1000 });
  return hit;
}

// leak: no-unbounded-module-collection
const blanked = {};
export function nulled(ip) {
  blanked[ip] = { at: Date.now() };
  setTimeout(() => {
    blanked[ip] = null;
  }, 1000);
}

// leak: no-unbounded-module-collection
const hits = new Map();
export function reset(ip) {
  hits.set(ip, (hits.get(ip) ?? 0) + 1);
}
setInterval(() => {
  for (const ip of hits.keys()) hits.set(ip, 0);
}, 60_000);

const byIp = new Map();
// leak: no-unbounded-module-collection
const byUser = new Map();
export function half(ip, user) {
  byIp.set(ip, user);
  byUser.set(user, ip);
  setTimeout(() => byIp.delete(ip), 1000);
}

// leak: no-unbounded-module-collection
const stamps = new Set();
export function fresh() {
  stamps.add(Date.now());
}

// leak: no-unbounded-module-collection
let urls = [];
export function spread(url) {
  urls = [...urls, url];
}

// leak: no-unbounded-module-collection
let more = [];
export function concat(url) {
  more = more.concat(url);
}

// leak: no-unbounded-module-collection
let log = '';
export function text(url) {
  log += url;
}

// leak: no-unbounded-module-collection
const state = { visits: {} };
export function nested(ip) {
  state.visits[ip] = Date.now();
}

globalThis.visitors = new Map();
export function global(ip) {
  // leak: no-unbounded-module-collection
  globalThis.visitors.set(ip, Date.now());
}

// gap: no-unbounded-module-collection – putting the same key back is taken for an eviction
const renewed = new Map();
export function onlySelf(ip) {
  renewed.delete(ip);
  renewed.set(ip, Date.now());
}

// leak: no-unbounded-module-collection
const table = new Map();
export function viaAlias(ip) {
  const same = table;
  same.set(ip, 1);
}

// gap: no-unbounded-module-collection – what Object.assign adds is not seen
const merged = {};
export function assign(ip) {
  Object.assign(merged, { [ip]: 1 });
}

// gap: no-unbounded-module-collection – any look at the size is taken for a limit
const waiting = [];
export function testedOnly(url) {
  waiting.push(url);
  if (waiting.length > 1000) console.warn('many are waiting');
}
