import { describe, expect, test } from 'vitest';
import { summaryOf } from '../support/project.ts';
import { valueText } from '../support/values.ts';

/** The place that has to be empty for the one `new Thing()` to run: "kept", "map[key]", or "none". */
function memo(code: string): string {
  const summary = summaryOf(`import { Thing } from 'things';\n${code}`);
  const call = summary.calls.find((one) => one?.kind === 'new' && one.name === 'Thing');
  if (!call) return 'no call';
  const { memo: found } = call;
  return found ? `${valueText(summary, found.of)}${found.key ? `[${valueText(summary, found.key)}]` : ''}` : 'none';
}

describe('made only while there is none', () => {
  test.each<[string, string, string]>([
    ['if not', 'let kept;\nfunction get() { if (!kept) kept = new Thing(); return kept; }', 'kept'],
    ['if not, in a block', 'let kept;\nfunction get() { if (!kept) { log(); kept = new Thing(); } return kept; }', 'kept'],
    ['=== undefined', 'let kept;\nfunction get() { if (kept === undefined) kept = new Thing(); }', 'kept'],
    ['== null', 'let kept;\nfunction get() { if (null == kept) kept = new Thing(); }', 'kept'],
    ['typeof', "let kept;\nfunction get() { if (typeof kept === 'undefined') kept = new Thing(); }", 'kept'],
    ['else of if', 'let kept;\nfunction get() { if (kept) { log(); } else { kept = new Thing(); } }', 'kept'],
    ['with a second condition', 'let kept;\nfunction get(on) { if (!kept && on) kept = new Thing(); }', 'kept'],
    ['??=', 'let kept;\nconst get = () => (kept ??= new Thing());', 'kept'],
    ['||=', 'let kept;\nconst get = () => (kept ||= new Thing());', 'kept'],
    ['|| with an assignment', 'let kept;\nconst get = () => kept || (kept = new Thing());', 'kept'],
    ['?? with an assignment', 'let kept;\nconst get = () => kept ?? (kept = new Thing());', 'kept'],
    ['x = x || …', 'let kept;\nfunction get() { kept = kept || new Thing(); return kept; }', 'kept'],
    ['?:', 'let kept;\nfunction get() { return kept ? kept : (kept = new Thing()); }', 'kept'],
    ['early return', 'let kept;\nfunction get() { if (kept) return kept; kept = new Thing(); return kept; }', 'kept'],
    ['early return, made first', 'let kept;\nfunction get() { if (kept) return kept; const made = new Thing(); kept = made; return made; }', 'kept'],
    ['emptied when the work is done', 'let kept;\nfunction get() { if (!kept) { kept = new Thing(); kept.finally(() => { kept = undefined; }); } return kept; }', 'none'],
    ['emptied when the work is done, by then', 'class A { get() { if (!this.kept) { this.kept = new Thing(); this.kept.then(() => (this.kept = undefined)); } return this.kept; } }', 'none'],
    ['taken out when the work is done', 'const map = new Map();\nfunction get(key) { if (!map.has(key)) map.set(key, new Thing().finally(() => map.delete(key))); return map.get(key); }', 'none'],
    ['taken out by what ends all', 'const map = new Map();\nfunction get(key) { if (!map.has(key)) map.set(key, new Thing()); return map.get(key); }\nfunction close() { for (const [key, thing] of map) thing.end().then(() => map.delete(key)); }', 'map[key]'],
    ['emptied when the work fails', 'let kept;\nfunction get() { if (!kept) { kept = new Thing(); kept.catch(() => { kept = undefined; }); } return kept; }', 'kept'],
    ['early throw', 'let kept;\nfunction start() { if (kept) throw new Error(); kept = new Thing(); }', 'kept'],
    ['a flag', 'let done = false;\nfunction start() { if (done) return; done = true; new Thing(); }', 'done'],
    ['a member', 'const state = {};\nfunction get() { if (!state.kept) state.kept = new Thing(); }', 'state.kept'],
    ['globalThis', 'function get() { globalThis.kept ??= new Thing(); }', '~globalThis.kept'],
    ['a field', 'class A { get() { if (!this.kept) this.kept = new Thing(); return this.kept; } }', 'this of A.kept'],
    ['a private field', 'class A { #kept; get() { return (this.#kept ??= new Thing()); } }', 'this of A.#kept'],
    ['a static', 'class A { static kept; static get() { if (!A.kept) A.kept = new Thing(); return A.kept; } }', 'A.kept'],
    ['has and set', 'const map = new Map();\nfunction get(key) { if (!map.has(key)) map.set(key, new Thing()); return map.get(key); }', 'map[key]'],
    ['get and set', 'const map = new Map();\nfunction get(key) { let it = map.get(key); if (!it) { it = new Thing(); map.set(key, it); } return it; }', 'map[key]'],
    ['get, return, set', 'const map = new Map();\nfunction get(key) { const hit = map.get(key); if (hit) return hit; const it = new Thing(); map.set(key, it); return it; }', 'map[key]'],
    ['an object', 'const all = {};\nfunction get(key) { if (!all[key]) all[key] = new Thing(); return all[key]; }', 'all[key]'],
    ['??= of an element', 'const all = {};\nconst get = (key) => (all[key] ??= new Thing());', 'all[key]'],
    ['a promise', 'let kept;\nfunction get() { kept ??= (async () => { const it = new Thing(); await it.connect(); return it; })(); return kept; }', 'kept'],
    ['in the executor of a promise', 'let kept;\nfunction get() { if (!kept) kept = new Promise((resolve) => { resolve(new Thing()); }); return kept; }', 'kept'],
    ['in a try', 'let kept;\nfunction get() { if (!kept) { try { kept = new Thing(); } catch { log(); } } return kept; }', 'kept'],
    ['its state is tested', "let kept;\nfunction get() { if (!kept || kept.state === 'closed') kept = new Thing(); return kept; }", 'kept'],
  ])('%s', (_what, code, expected) => {
    expect(memo(code)).toBe(expected);
  });

  test.each<[string, string]>([
    ['no test', 'let kept;\nfunction get() { kept = new Thing(); }'],
    ['the test is the other way round', 'let kept;\nfunction get() { if (kept) kept = new Thing(); }'],
    ['another thing is tested', 'let kept; let other;\nfunction get() { if (!other) kept = new Thing(); }'],
    ['what is tested is never filled', 'let kept;\nfunction get() { if (!kept) return new Thing(); return kept; }'],
    ['a local is tested', 'function get() { let kept; if (!kept) kept = new Thing(); return kept; }'],
    ['a parameter is tested', 'function get(kept) { if (!kept) kept = new Thing(); return kept; }'],
    ['after the if', 'let kept;\nfunction get() { if (!kept) { kept = 1; } return new Thing(); }'],
    ['in a callback that runs later', 'let kept;\nfunction get() { if (!kept) { kept = 1; later(() => new Thing()); } }'],
    ['the early return is the other way round', 'let kept;\nfunction get() { if (!kept) return; kept = new Thing(); }'],
  ])('not: %s', (_what, code) => {
    expect(memo(code)).toBe('none');
  });
});

/** Whether the one deletion only happens when the same key is read. */
function onRead(body: string): boolean | 'no deletion' {
  const { calls, effects } = summaryOf(`const map = new Map(); const all = {};\nfunction run(key, other, now) {\n${body}\n}`);
  const removal = calls.find((one) => one?.name === 'delete') ?? effects.find((effect) => effect.kind === 'remove');
  return removal ? removal.onRead === true : 'no deletion';
}

describe('deleted only when the same key is read', () => {
  test.each<[string, string]>([
    ['found expired', 'const hit = map.get(key); if (hit && hit.until < now) map.delete(key);'],
    ['found expired, with a return before', 'const hit = map.get(key); if (hit.until > now) return hit; map.delete(key);'],
    ['found expired by a helper', 'const hit = map.get(key); if (isExpired(hit)) { map.delete(key); return undefined; }'],
    ['found expired by a flag', 'const hit = map.get(key); const expired = hit.until < now; if (expired) map.delete(key);'],
    ['with &&', 'const hit = map.get(key); hit.until < now && map.delete(key);'],
    ['of an object', 'const hit = all[key]; if (hit && hit.until < now) delete all[key];'],
    ['put back at once', 'const hit = map.get(key); map.delete(key); map.set(key, hit);'],
  ])('%s', (_what, body) => {
    expect(onRead(body)).toBe(true);
  });

  test.each<[string, string]>([
    ['at will', 'map.delete(key);'],
    ['in a sweep', 'for (const [one, hit] of map) if (hit.until < now) map.delete(one);'],
    ['in a sweep over an object', 'for (const one in all) if (all[one].until < now) delete all[one];'],
    ['another key', 'const hit = map.get(key); if (hit.until < now) map.delete(other);'],
    ['another map', 'const hit = all[key]; if (hit.until < now) map.delete(key);'],
    ['the oldest, when there are too many', 'if (map.size > 100) map.delete(map.keys().next().value); map.get(key);'],
    ['in finally', 'try { map.get(key); if (key < now) log(); } finally { map.delete(key); }'],
    ['after a failure', 'map.get(key); try { if (key < now) log(); } catch { map.delete(key); }'],
    ['by a timer', 'map.get(key); setTimeout(() => map.delete(key), 1000);'],
  ])('not: %s', (_what, body) => {
    expect(onRead(body)).toBe(false);
  });
});
