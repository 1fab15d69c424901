import type { Vocabulary } from '../model/facts.ts';
import type { Knowledge, Origin } from '../model/knowledge.ts';

/** Names that end something, whatever it is. */
const RELEASING = [
  'close', 'end', 'destroy', 'quit', 'disconnect', '$disconnect', 'dispose', 'terminate', 'kill', 'shutdown', 'stop', 'cancel', 'abort', 'release', 'logout', 'drain', 'free',
  'closeAll', 'closeAsync', 'disposeAsync', 'destroyAsync', 'shutdownAsync', 'disconnectAll', 'stopAutoRefresh', 'flushAndClose', 'cleanup', 'teardown',
  'off', 'removeListener', 'removeEventListener', 'removeAllListeners', 'unsubscribe', 'punsubscribe',
  'clearInterval', 'clearTimeout', 'clearImmediate', 'unwatch', 'unwatchFile', '@@dispose', '@@asyncDispose',
];

/** The names that the extractor looks closer at, gathered from the knowledge. */
export function vocabularyOf(knowledge: Knowledge): Vocabulary {
  const acquiring = new Set<string>(['fetch', 'unstable_cache', 'setGlobalDispatcher']);
  const releasing = new Set<string>(RELEASING);
  const giving = new Set<string>();
  const packages = new Set<string>();
  const note = (origin: Origin): void => {
    const last = lastNameOf(origin);
    // A default import has whatever name the importing file gives it.
    if (last === '' || last.includes('*')) packages.add(origin.slice(0, origin.indexOf('#')));
    else acquiring.add(last);
  };
  for (const row of knowledge.clients) {
    row.makes.forEach(note);
    for (const name of row.release ?? []) releasing.add(name.slice(name.lastIndexOf('.') + 1));
  }
  for (const row of knowledge.timers) {
    row.callees.forEach(note);
    row.release.forEach((name) => releasing.add(name));
  }
  for (const row of knowledge.releases) {
    row.acquires.forEach(note);
    for (const name of [...row.release, ...(row.releasedBy ?? [])]) releasing.add(name.slice(name.lastIndexOf('.') + 1));
    if (!row.startedBy && !row.runsFile && !row.timesOut && !row.feeds) for (const origin of row.acquires) giving.add(lastNameOf(origin));
  }
  releasing.delete('()');
  for (const row of [...knowledge.caches, ...knowledge.responses, ...knowledge.streams, ...knowledge.renderers, ...knowledge.snapshots]) row.callees.forEach(note);
  // `set` is kept for collections anyway, and acquires nothing.
  for (const row of knowledge.metrics) row.callees.filter((origin) => !origin.endsWith('.set')).forEach(note);
  for (const framework of knowledge.frameworks) for (const pattern of framework.entries) if (pattern.kind === 'call') pattern.callees.forEach(note);
  return { acquiring: [...acquiring].sort(), giving: [...giving].filter((name) => name !== '').sort(), releasing: [...releasing].sort(), packages: [...packages].sort(), watched: [...new Set(knowledge.advisories.map((row) => row.package))].sort() };
}

/** The name at the end of an origin, calls left out. */
function lastNameOf(origin: Origin): string {
  const bare = origin.replace(/(?:\(\))+$/, '');
  return bare.slice(Math.max(bare.lastIndexOf('.'), bare.lastIndexOf('#')) + 1);
}
