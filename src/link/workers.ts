import type { CallFact, Value } from '../model/facts.ts';
import type { Linked } from './index.ts';
import { bindingOf } from './program.ts';
import type { Module } from './program.ts';

const LISTENING = new Set(['on', 'addListener', 'addEventListener', 'once']);
/** What makes a thread or a child go, from within. */
const LEAVING = new Set(['exit', 'close', 'unref', 'disconnect', 'off', 'removeListener', 'removeAllListeners', 'removeEventListener']);

/**
 * Whether the file that a worker or a child runs waits for messages for ever, and so never ends by itself:
 *
 *     new Worker('./worker.js')          worker.js: parentPort.on('message', …)       stays until it is terminated
 *     new Worker('./task.js')            task.js: parentPort.postMessage(sum())       ends when it is done
 *
 * Undefined when the file is not seen.
 */
export function keepsListening(linked: Linked, module: Module, file: Value | undefined): boolean | undefined {
  const target = file ? moduleOf(linked, module, file) : undefined;
  if (!target) return undefined;
  const calls = target.summary.calls.filter((call): call is CallFact => call !== null);
  const isOwnEnd = (call: CallFact): boolean => call.callee.kind === 'member' && isParent(target, call.callee.of);
  if (calls.some((call) => LEAVING.has(call.name) && isOwnEnd(call))) return false;
  return calls.some((call) => LISTENING.has(call.name) && isOwnEnd(call) && call.arguments[0]?.kind === 'literal' && call.arguments[0].value === 'message' && call.name !== 'once');
}

/** `parentPort` of `worker_threads`, or the `process` that has a channel to its parent. */
function isParent(module: Module, value: Value): boolean {
  if (value.kind === 'global') return value.name === 'process' || value.name === 'self';
  if (value.kind === 'member') return value.name === 'parentPort';
  const binding = value.kind === 'binding' ? bindingOf(module, value.index) : undefined;
  return binding?.name === 'parentPort' || binding?.import?.name === 'parentPort';
}

/** The module that a path names: relative to the file, or to a folder above it, from which the program may have been started. */
function moduleOf(linked: Linked, module: Module, file: Value): Module | undefined {
  const text = textOf(module, file, 0);
  if (text === undefined || text === '') return undefined;
  const plain = text.replace(/^\.?\//, '');
  const folders = module.path.split('/').slice(0, -1);
  for (let depth = folders.length; depth >= 0; depth--) {
    const path = normal([...folders.slice(0, depth), ...plain.split('/')]);
    const found = linked.program.moduleAt(path) ?? linked.program.moduleAt(path.replace(/\.([cm]?)js$/, '.$1ts'));
    if (found) return found;
  }
  return undefined;
}

function normal(parts: readonly string[]): string {
  const out: string[] = [];
  for (const part of parts) {
    if (part === '..') out.pop();
    else if (part !== '.' && part !== '') out.push(part);
  }
  return out.join('/');
}

/** The last literal text in a path expression: `'./w.js'`, `new URL('./w.js', import.meta.url)`, `path.join(__dirname, 'w.js')`. */
function textOf(module: Module, value: Value, depth: number): string | undefined {
  if (depth > 4) return undefined;
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' ? value.value : undefined;
    case 'join':
      return [...value.parts].reverse().map((part) => textOf(module, part, depth + 1)).find((text) => text !== undefined);
    case 'binding': {
      const [first] = bindingOf(module, value.index)?.values ?? [];
      return first && textOf(module, first, depth + 1);
    }
    case 'call': {
      const call = module.summary.calls[value.index];
      if (!call) return undefined;
      if (call.name === 'URL') return call.arguments[0] && textOf(module, call.arguments[0], depth + 1);
      if (call.name === 'join' || call.name === 'resolve') {
        const texts = call.arguments.map((argument) => textOf(module, argument, depth + 1));
        return texts.filter((text) => text !== undefined).join('/');
      }
      return undefined;
    }
    default:
      return undefined;
  }
}
