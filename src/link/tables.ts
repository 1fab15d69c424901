import type { Binding, Value } from '../model/facts.ts';
import type { Entry } from './entries.ts';
import type { Module, Program } from './program.ts';

/** Names under which a record of a table has the function that the table's owner runs, each time something comes for it. */
const HANDLERS: ReadonlySet<string> = new Set(['handler', 'handle', 'execute', 'perform', 'process', 'onMessage', 'onEvent']);
/** What says for which things a record is there. */
const SUBJECTS: ReadonlySet<string> = new Set(['id', 'name', 'type', 'kind', 'event', 'eventName', 'queue', 'topic', 'subject', 'trigger', 'slug', 'key', 'pattern', 'channel', 'data', 'jobName', 'path', 'method', 'url']);
/** A record of a command line has a handler, too; it runs once for each start of the tool. */
const COMMAND: ReadonlySet<string> = new Set(['command', 'builder', 'describe', 'desc', 'aliases', 'usage', 'flags']);
/** What wraps a record for a table. */
const DEFINING = /^(?:define|create|make|register|build)[A-Z]/;
const TOOLS = /(?:^|\/)(?:cli|bin|scripts?|cmd|plugins?)(?:\/|\.[cm]?[jt]s$)/;

/**
 * Functions that a module puts into a record for a table of its own making: jobs, events, messages.
 *
 *     export const MAIL = { id: 'mail', handler: async ({ payload }) => { … } };
 *
 * Whoever has the table looks up the record and runs its handler; how it is looked up is rarely seen.
 */
export function recordsOf(program: Program, isOpen: (module: Module) => boolean): readonly Entry[] {
  const found: Entry[] = [];
  for (const module of program.modules) {
    if (!isOpen(module) || TOOLS.test(module.path)) continue;
    for (const binding of module.summary.bindings) {
      if (binding?.kind !== 'variable' || binding.function !== 0) continue;
      for (const fn of handlersOf(module, binding)) {
        found.push({ fn: module.firstFunction + fn, per: 'call', label: `the handler of ${binding.name}`, module, at: program.functionFact(module.firstFunction + fn).at, framework: 'record', certainty: 'likely', clientsPerRequest: false });
      }
    }
  }
  return found;
}

/** The record itself, also where a function of the table's owner is given it: `defineTool({ name: 'mail', handler })`, or makes it of settings. */
function recordIn(module: Module, value: Value | undefined): Extract<Value, { kind: 'object' }> | undefined {
  if (value?.kind === 'object') return value;
  const call = value?.kind === 'call' ? module.summary.calls[value.index] : undefined;
  if (!call || call.kind !== 'call' || !DEFINING.test(call.name) || call.arguments.length !== 1) return undefined;
  const [given] = call.arguments;
  const made = given?.kind === 'function' ? module.summary.functions[given.index]?.returns : [given];
  return made?.length === 1 && made[0]?.kind === 'object' ? made[0] : undefined;
}

function handlersOf(module: Module, { values }: Binding): readonly number[] {
  const value = values.length === 1 ? recordIn(module, values[0]) : undefined;
  if (!value) return [];
  const names = value.properties.map(([name]) => name);
  if (!names.some((name) => SUBJECTS.has(name)) || names.some((name) => COMMAND.has(name))) return [];
  return value.properties.flatMap(([name, given]) => (HANDLERS.has(name) ? functionIn(module, given) : []));
}

function functionIn(module: Module, value: Value): readonly number[] {
  if (value.kind === 'function') return [value.index];
  if (value.kind !== 'binding') return [];
  return (module.summary.bindings[value.index]?.values ?? []).flatMap((one) => (one.kind === 'function' ? [one.index] : []));
}
