const clearedAt = new Map();
export function cleared(ip) {
  if (clearedAt.size > 1000) clearedAt.clear();
  clearedAt.set(ip, 1);
}

const trimmedTo = new Map();
export function trimmed(ip) {
  trimmedTo.set(ip, 1);
  while (trimmedTo.size > 1000) trimmedTo.delete(trimmedTo.keys().next().value);
}

const few = new Set();
export function refused(ip) {
  if (few.size >= 1000) return false;
  few.add(ip);
  return true;
}

const last = [];
export function ring(url) {
  last.push(url);
  if (last.length > 100) last.shift();
}

let young = new Map();
let old = new Map();
export function generations(ip) {
  young.set(ip, old.get(ip));
  if (young.size > 1000) {
    old = young;
    young = new Map();
  }
}

const byRequest = new WeakMap();
export function weak(req) {
  byRequest.set(req, 1);
}

const seen = new Map();
setInterval(() => {
  for (const [ip, at] of seen) {
    if (at < Date.now() - 60_000) seen.delete(ip);
  }
}, 60_000);
export function swept(ip) {
  seen.set(ip, Date.now());
}

const written = {};
export function sweptOnWrite(ip) {
  for (const other of Object.keys(written)) {
    if (written[other] < Date.now() - 60_000) delete written[other];
  }
  written[ip] = Date.now();
}

const timers = new Map();
export function timed(ip) {
  timers.set(ip, 1);
  setTimeout(() => timers.delete(ip), 1000).unref();
}

const running = new Map();
export function settled(ip) {
  running.set(ip, fetch('https://backend.example').finally(() => running.delete(ip)));
}

let batch = [];
export function reassigned(url) {
  batch.push(url);
}
setInterval(() => {
  const full = batch;
  batch = [];
  console.log(full.length);
}, 1000);

const queue = [];
export function spliced(url) {
  queue.push(url);
}
setInterval(() => console.log(queue.splice(0).length), 1000);

const list = [];
export function emptied(url) {
  list.push(url);
}
setInterval(() => {
  console.log(list.join());
  list.length = 0;
}, 1000);

const MAX = 500;
const limited = new Map();
export function capped(ip) {
  if (!limited.has(ip) && limited.size >= MAX) {
    const [oldest] = limited.keys();
    limited.delete(oldest);
  }
  limited.set(ip, 1);
}

const methods = { GET: 0, POST: 0 };
const counts = {};
export function byMethod(method) {
  const name = method === 'GET' ? 'GET' : 'POST';
  methods[name] += 1;
  counts[name] = (counts[name] ?? 0) + 1;
}

const members = new Set();
export function toggled(ip, on) {
  if (on) members.add(ip);
  else members.delete(ip);
}

const tended = new Map();
export function helped(ip) {
  tended.set(ip, Date.now());
  prune(tended);
}
function prune(map) {
  if (map.size < 100) return;
  for (const key of map.keys()) map.delete(key);
}

const settings = new Map();
export function configure(name, value) {
  settings.set(name, value);
}
configure('a', 1);
