// The part of a probe that runs in a process of its own: see probe.ts.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const [task, file] = process.argv.slice(2);
if (task === 'packages') console.log(JSON.stringify(packagesIn(readFileSync(file, 'utf8'))));
else await measure(await import(pathToFileURL(file).href));

/** Read as text, because importing would need the packages. */
function packagesIn(source) {
  const list = /export const packages = \[([^\]]*)\]/.exec(source)?.[1] ?? '';
  return [...list.matchAll(/'([^']+)'/g)].map((match) => match[1]);
}

async function measure({ make, use, count = 200 }) {
  let finalized = 0;
  const registry = new FinalizationRegistry(() => finalized++);
  // In a function of its own, so that no slot of this frame holds the last instance.
  const once = async (i) => {
    const instance = await make(i);
    if (use !== undefined) await use(instance);
    registry.register(instance, undefined);
    return new WeakRef(instance);
  };
  // The first one loads what is loaded once, such as a shared pool or agent: not counted.
  await once(-1);
  await settle();
  const before = resources();
  finalized = 0;
  const made = [];
  for (let i = 0; i < count; i++) made.push(await once(i));
  await settle();
  const alive = made.filter((reference) => reference.deref() !== undefined).length;
  const after = resources();
  const kinds = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changes = kinds.map((kind) => [kind, (after[kind] ?? 0) - (before[kind] ?? 0)]).filter(([, change]) => change !== 0);
  process.stdout.write(`${JSON.stringify({ node: process.versions.node, count, alive, finalized: Math.min(finalized, count), resources: Object.fromEntries(changes) })}\n`);
  process.exit(0);
}

/** Several rounds, since finalizers and closing handles take turns of the event loop. */
async function settle() {
  for (let round = 0; round < 5; round++) {
    await sleep(60);
    globalThis.gc();
  }
}

function resources() {
  const counts = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
