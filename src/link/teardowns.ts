import type { CallFact, ClassFact, Span, Value } from '../model/facts.ts';
import type { Linked } from './index.ts';
import type { Module } from './program.ts';

/** Names of methods by which an instance is ended, whatever it is. */
export const TEARDOWN = /^[_#$]?(?:close|end|destroy|quit|disconnect|dispose|terminate|shutdown|stop|teardown|tearDown|cleanup|cleanUp|unsubscribe|detach|release|kill|onModuleDestroy|onApplicationShutdown|beforeApplicationShutdown|@@dispose|@@asyncDispose)(?:Async|All|Listening|Polling|Watching|Server|Connection|Client)?$/;
/** Names of what ends a thing, its arguments included. */
const RELEASING = /^(?:clear(?:Interval|Timeout|Immediate)|unwatch(?:File)?|eject|revokeObjectURL)$|close|destroy|dispose|release|stop|shutdown|disconnect|clean|cancel|abort|kill|terminate|quit|drain|remove|unsubscribe|free|logout|^end$|End$/i;

/** The methods of a class by which an instance is ended. */
export function teardownsOf({ members }: ClassFact): readonly string[] {
  return members.filter((member) => member.kind === 'method' && !member.static && member.function !== undefined && TEARDOWN.test(member.name)).map(({ name }) => name);
}

export interface Teardown {
  /** The method as its class calls it. */
  readonly name: string;
  readonly module: Module;
  readonly at: Span;
}

/**
 * The method that ends an instance and forgets one of its fields:
 *
 *     class Feed {
 *       constructor() { this.socket = connect(); this.timer = setInterval(…); }
 *       close() { this.socket.destroy(); }          the interval runs on
 *     }
 *
 * Undefined where there is no such method, where anything in the program may end the field, or where it is given away.
 */
export function forgetfulTeardown(linked: Linked, field: string, family: readonly number[]): Teardown | undefined {
  if (releasedMembers(linked).has(field)) return undefined;
  let found: Teardown | undefined;
  for (const at of family) {
    const module = linked.program.moduleOfClass(at);
    const own = at - module.firstClass;
    if (givesAway(module, own, field)) return undefined;
    for (const member of module.summary.classes[own]?.members ?? []) {
      if (member.kind !== 'method' || member.static || member.function === undefined || !TEARDOWN.test(member.name)) continue;
      const calls = callsWithin(module, member.function);
      // What the super class or another object does with the whole instance is not seen.
      if (calls.some((call) => call.arguments.some((argument) => argument.kind === 'this') || (call.callee.kind === 'member' && call.callee.of.kind === 'super' && linked.references.externalParents(at).length > 0))) return undefined;
      if (!found && calls.some((call) => RELEASING.test(call.name))) found = { name: member.name, module, at: member.at };
    }
  }
  return found;
}

/** The field is handed to other code, which may end it. */
function givesAway(module: Module, cls: number, field: string): boolean {
  const isField = (value: Value | undefined): boolean => {
    switch (value?.kind) {
      case 'member':
        return value.of.kind === 'this' && value.of.class === cls && value.name === field;
      case 'object':
        return value.properties.some(([, property]) => isField(property));
      case 'array':
        return value.items.some(isField);
      case 'either':
        return value.options.some(isField);
      default:
        return false;
    }
  };
  return module.summary.calls.some((call) => call?.arguments.some(isField)) || module.summary.functions.some((fn) => fn.class === cls && fn.returns.some(isField)) || module.summary.effects.some((effect) => isField(effect.value)) ||
    module.summary.bindings.some((binding) => binding?.values.some(isField));
}

/** Calls of a function and of the functions inside it. */
function callsWithin(module: Module, fn: number): readonly CallFact[] {
  return module.summary.calls.filter((call): call is CallFact => {
    if (!call) return false;
    for (let at = call.function; at >= 0; at = module.summary.functions[at]?.parent ?? -1) if (at === fn) return true;
    return false;
  });
}

const members = new WeakMap<Linked, ReadonlySet<string>>();

/** Names of members on which, or with which, anything in the program calls something that releases. */
function releasedMembers(linked: Linked): ReadonlySet<string> {
  const before = members.get(linked);
  if (before) return before;
  const names = new Set<string>();
  const note = (value: Value): void => {
    for (let at = value; at.kind === 'member' || at.kind === 'element'; at = at.of) if (at.kind === 'member') names.add(at.name);
  };
  for (const module of linked.program.modules) {
    for (const call of module.summary.calls) {
      if (!call || !RELEASING.test(call.name)) continue;
      if (call.callee.kind === 'member') note(call.callee.of);
      call.arguments.forEach(note);
    }
  }
  members.set(linked, names);
  return names;
}
