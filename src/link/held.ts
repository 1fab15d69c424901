import type { TypeFact, Value } from '../model/facts.ts';
import type { Linked } from './index.ts';
import { bindingOf } from './program.ts';
import type { Module } from './program.ts';

/** A request, response, context or socket that a value holds. */
export interface Held {
  /** As the code calls it: `req`, `ctx.res`. */
  readonly name: string;
  /** The value is it, an object with it, a function that names it, or one that only shares a context with what names it. */
  readonly how: 'itself' | 'within' | 'closure' | 'scope';
}

/** What handlers call the things that end with a request or a connection. */
const NAMED = /^_?(?:req|res|request|response|resp|reply|ctx|context|c|h3event|socket|ws|webSocket|conn|connection|sock|rawReq|rawRes|httpReq|httpRes|incomingMessage|serverResponse)$/i;
/** What helpers call them, far from the handler. */
const PLAIN = /^_?(?:req|res|request|response|reply)$/;
const TYPED = /^(?:(?:Next|NextApi|Fastify|Express|Koa|Hono|Restify|Vercel|Nestjs)?(?:Request|Response|Reply|Context)|IncomingMessage|ServerResponse|Http2Server(?:Request|Response)|ServerHttp2Stream|H3Event|ParameterizedContext|HonoRequest|RequestEvent|WebSocket|WSContext)$/;
/** Members of these things that are such a thing again; others are data. */
const AGAIN = /^(?:req|res|request|response|raw|socket|connection|rawRequest|rawResponse|node|reply|originalRequest|httpVersionStream|stream|ws|context)$/;
const DEPTH = 6;

/** The first thing of a request or connection that a value holds, as far as the text tells; copies of its data are none. */
export function heldIn(linked: Linked, module: Module, value: Value, depth = 0): Held | undefined {
  if (depth > DEPTH) return undefined;
  const inner = (one: Value): Held | undefined => heldIn(linked, module, one, depth + 1);
  switch (value.kind) {
    case 'binding':
      return ofBinding(linked, module, value.index, depth);
    case 'member': {
      if (!AGAIN.test(value.name)) return undefined;
      const of = inner(value.of);
      return of?.how === 'itself' ? { name: `${of.name}.${value.name}`, how: 'itself' } : undefined;
    }
    case 'object':
      return within(first([...value.properties.map(([, property]) => property), ...(value.spreads ?? []).filter((spread) => spread.kind === 'object')], inner));
    case 'array':
      return within(first(value.items, inner));
    case 'either':
      return first(value.options, inner);
    case 'function':
      return ofFunction(linked, module, value.index, depth);
    case 'call':
      return ofCall(linked, module, value.index, depth);
    default:
      return undefined;
  }
}

function first(values: readonly Value[], look: (value: Value) => Held | undefined): Held | undefined {
  for (const value of values) {
    const held = look(value);
    if (held) return held;
  }
  return undefined;
}

function within(held: Held | undefined): Held | undefined {
  return held?.how === 'itself' ? { ...held, how: 'within' } : held;
}

function ofBinding(linked: Linked, module: Module, index: number, depth: number): Held | undefined {
  const binding = bindingOf(module, index);
  if (!binding || binding.import || binding.function === 0) return undefined;
  if (binding.kind === 'parameter') return isRequest(linked, module, index, depth) ? { name: binding.name, how: 'itself' } : undefined;
  if (binding.kind !== 'variable' && binding.kind !== 'function') return undefined;
  const held = first(binding.values, (value) => heldIn(linked, module, value, depth + 1));
  // `const res = ctx.res` is that thing under another name.
  return held?.how === 'itself' ? { name: binding.name, how: 'itself' } : held;
}

function ofFunction(linked: Linked, module: Module, index: number, depth: number): Held | undefined {
  const fact = module.summary.functions[index];
  const find = (bindings: readonly number[] | undefined): Held | undefined => first((bindings ?? []).map((at) => ({ kind: 'binding', index: at })), (value) => heldIn(linked, module, value, depth + 2));
  const named = find(fact?.captures);
  if (named) return { name: named.name, how: named.how === 'scope' ? 'scope' : 'closure' };
  const shared = find(fact?.shares);
  return shared ? { name: shared.name, how: 'scope' } : undefined;
}

function ofCall(linked: Linked, module: Module, index: number, depth: number): Held | undefined {
  const call = module.summary.calls[index];
  if (!call) return undefined;
  if (call.name === 'bind' && call.callee.kind === 'member') {
    const held = first([...call.arguments, call.callee.of], (value) => heldIn(linked, module, value, depth + 1));
    return held && { name: held.name, how: held.how === 'scope' ? 'scope' : 'closure' };
  }
  if (call.kind !== 'new') return undefined;
  // An instance holds what its constructor puts into a field.
  for (const target of linked.graph.calleesOf(module.firstCall + index)) {
    if (target.kind !== 'class') continue;
    const home = linked.program.moduleOfClass(target.cls);
    const fact = linked.program.classFact(target.cls);
    if (fact.constructor_ < 0) continue;
    const parameters = home.summary.functions[fact.constructor_]?.parameters ?? [];
    for (const [position, argument] of call.arguments.entries()) {
      const kept = (parameters[position] ?? []).some((parameter) => fact.members.some((member) => member.kind === 'field' && !member.static && member.values?.some((value) => value.kind === 'binding' && value.index === parameter)));
      const held = kept ? heldIn(linked, module, argument, depth + 1) : undefined;
      if (held) return within(held);
    }
  }
  return undefined;
}

/** The parameter is what a framework gives to a handler for one request or connection, or what a handler passes on. */
function isRequest(linked: Linked, module: Module, index: number, depth: number): boolean {
  const binding = bindingOf(module, index);
  if (!binding?.parameter || binding.parameter.rest) return false;
  const owner = module.firstFunction + binding.function;
  const name = binding.parameter.path.at(-1) ?? binding.name;
  const entry = linked.lives.entryOf(owner);
  if (entry) {
    if (entry.per !== 'request' && entry.per !== 'connection') return false;
    return binding.parameter.path.length <= 1 && (NAMED.test(name) || isTyped(linked, module, binding.type));
  }
  const served = linked.reach.wayTo(owner)?.entry.per;
  if (served !== 'request' && served !== 'connection') return false;
  if (binding.parameter.path.length > 0) return false;
  if (isTyped(linked, module, binding.type)) return true;
  if (binding.type && binding.type.names.length > 0) return false;
  // Whoever calls it tells what it is given.
  let given = 0;
  let requests = 0;
  for (const caller of linked.graph.callersOf(owner).slice(0, 8)) {
    const call = linked.program.callFact(caller);
    const argument = call?.arguments[binding.parameter.index];
    if (!argument) continue;
    given++;
    if (heldIn(linked, linked.program.moduleOfCall(caller), argument, depth + 2)?.how === 'itself') requests++;
  }
  return given > 0 ? requests === given : PLAIN.test(name) && hasSibling(linked, owner, name);
}

/** `(req, res)` side by side are what they are called. */
function hasSibling(linked: Linked, fn: number, name: string): boolean {
  const module = linked.program.moduleOfFunction(fn);
  const names = linked.program.functionFact(fn).parameters.flat().map((index) => bindingOf(module, index)?.name ?? '');
  return names.some((other) => other !== name && PLAIN.test(other));
}

function isTyped(linked: Linked, module: Module, type: TypeFact | undefined): boolean {
  return type?.names.some((name) => {
    const last = name.kind === 'member' ? name.name : name.kind === 'global' ? name.name : name.kind === 'binding' ? (bindingOf(module, name.index)?.import?.name ?? '') : '';
    if (!TYPED.test(last)) return false;
    // A class of the project by such a name is its own thing.
    return !linked.references.typeTargets(module, name).some((target) => target.kind === 'class');
  }) ?? false;
}
