import type { CallFact, Value } from '../model/facts.ts';
import type { StreamRow } from '../model/knowledge.ts';
import type { Linked } from './index.ts';
import { optionHolds } from './options.ts';
import { bindingOf, rootValue } from './program.ts';
import type { Module } from './program.ts';

/** What a value is, when it is a stream. */
export type Stream =
  /** Opened by a call that the catalogue knows. */
  | { readonly kind: 'source' | 'sink' | 'transform'; readonly noun: string; readonly holds: string; readonly end: string; readonly call: CallFact }
  /** The body of another server's response. */
  | { readonly kind: 'answer' }
  /** Made from an iterator, which is left in the middle. */
  | { readonly kind: 'iterator' }
  /** The request, the response or a part of them. */
  | { readonly kind: 'request' | 'response'; readonly certain: boolean }
  /** The sending side of a request to another server. */
  | { readonly kind: 'outgoing' };

const CHAINING = new Set(['on', 'once', 'addListener', 'prependListener', 'setEncoding', 'resume', 'pause', 'setMaxListeners', 'status', 'type', 'code', 'set', 'header']);
const RESPONSE_NAME = /^(?:res|response|reply|resp|rep)$/;
const RESPONSE_TYPE = /^(?:ServerResponse|Response|ExpressResponse|FastifyReply|NextApiResponse|Http2ServerResponse)$/;
/** The name that proxies give to what the other server says. */
const ANSWER_NAME = /^(?:proxy|upstream|backend|remote)Res(?:ponse)?$/;
const ITERABLE = /^(?:AsyncIterable|AsyncIterator|AsyncIterableIterator|AsyncGenerator)$/;
const HOPS = 12;

/** The stream behind a value; undefined where it is not known, or holds nothing. */
export function streamOf(linked: Linked, module: Module, value: Value, hops = 0): Stream | undefined {
  if (hops > HOPS) return undefined;
  switch (value.kind) {
    case 'either': {
      for (const option of value.options) {
        const found = streamOf(linked, module, option, hops + 1);
        if (found) return found;
      }
      return undefined;
    }
    case 'call':
      return ofCall(linked, module, value.index, hops);
    case 'binding': {
      const binding = bindingOf(module, value.index);
      if (!binding) return undefined;
      if (binding.kind === 'parameter') return ofParameter(linked, module, value.index);
      for (const given of binding.values) {
        const found = streamOf(linked, module, given, hops + 1);
        if (found) return found;
      }
      return undefined;
    }
    case 'member': {
      if (value.name === 'body' || value.name === 'data' || value.name === 'Body') {
        const answer = ofAnswer(linked, module, value, hops);
        if (answer) return answer;
      }
      // `reply.raw`, `ctx.res`, `part.file`
      const root = rootValue(value);
      return root.kind === 'binding' ? ofMember(linked, module, value.name, root.index, hops) : undefined;
    }
    default:
      return undefined;
  }
}

function ofMember(linked: Linked, module: Module, name: string, root: number, hops: number): Stream | undefined {
  const of = streamOf(linked, module, { kind: 'binding', index: root }, hops + 1);
  if (of?.kind === 'response') return of;
  if (of?.kind === 'request') return /^(?:raw|req|file)$/.test(name) ? of : undefined;
  if (ANSWER_NAME.test(name)) return { kind: 'answer' };
  const binding = bindingOf(module, root);
  if (name === 'file' && [...(binding?.values ?? []), ...(binding?.each ? [binding.each] : [])].some((given) => isCallOf(module, given, /^(?:files?|parts)$/))) return { kind: 'request', certain: true };
  if (binding?.kind !== 'parameter') return undefined;
  const certain = linked.lives.entryOf(module.firstFunction + binding.function) !== undefined;
  if (name === 'res') return { kind: 'response', certain };
  return certain && (name === 'req' || name === 'request') ? { kind: 'request', certain } : undefined;
}

const isCallOf = (module: Module, value: Value, name: RegExp): boolean => value.kind === 'call' && name.test(module.summary.calls[value.index]?.name ?? '');

function ofCall(linked: Linked, module: Module, index: number, hops: number): Stream | undefined {
  const call = module.summary.calls[index];
  if (!call) return undefined;
  const row = streamRow(linked, module, index, 'source') ?? streamRow(linked, module, index, 'sink') ?? streamRow(linked, module, index, 'transform');
  if (row && row.kind !== 'lines') return { kind: row.kind, noun: row.noun, holds: row.holds, end: row.end ?? 'destroy', call };
  if (call.name === 'from' && call.callee.kind === 'member' && isReadable(linked, module, index)) return isIterator(linked, module, call.arguments[0]) ? { kind: 'iterator' } : undefined;
  if (call.name === 'fromWeb' && call.arguments[0] && isReadable(linked, module, index)) return streamOf(linked, module, call.arguments[0], hops + 1);
  // An upload of GraphQL brings its own: `const { createReadStream } = await upload`.
  if (call.name === 'createReadStream' && call.callee.kind === 'binding' && linked.graph.calleesOf(module.firstCall + index).length === 0) return { kind: 'request', certain: true };
  if (call.callee.kind === 'member' && CHAINING.has(call.name)) return streamOf(linked, module, call.callee.of, hops + 1);
  return undefined;
}

/** The row of a call, unless its options make it harmless. */
export function streamRow(linked: Linked, module: Module, index: number, kind: StreamRow['kind']): StreamRow | undefined {
  const call = module.summary.calls[index];
  for (const origin of call ? linked.graph.originsOf(module.firstCall + index) : []) {
    for (const row of linked.catalogue.streams.get(origin)) {
      if (row.kind === kind && !row.safeOptions?.some((test) => optionHolds(call?.arguments ?? [], test) !== false && isGiven(call, test.argument))) return row;
    }
  }
  return undefined;
}

const isGiven = (call: CallFact | null | undefined, argument: number | 'any'): boolean => argument === 'any' || call?.arguments[argument] !== undefined;

const isReadable = (linked: Linked, module: Module, index: number): boolean => linked.graph.originsOf(module.firstCall + index).some((origin) => origin.startsWith('node:stream#'));

/** Something that is asked for one piece after the other: a list is there as a whole. */
function isIterator(linked: Linked, module: Module, value: Value | undefined): boolean {
  if (value?.kind === 'call') return linked.graph.calleesOf(module.firstCall + value.index).some((target) => target.kind === 'function' && isAsyncGenerator(linked, target.fn));
  if (value?.kind !== 'binding') return false;
  const binding = bindingOf(module, value.index);
  if (binding?.type?.names.some((name) => (name.kind === 'global' || name.kind === 'member') && ITERABLE.test(name.name))) return true;
  return binding?.values.some((given) => given.kind === 'call' && isIterator(linked, module, given)) ?? false;
}

function isAsyncGenerator(linked: Linked, fn: number): boolean {
  const fact = linked.program.functionFact(fn);
  return fact.generator === true && fact.async === true;
}

/** `response.body`, `{ body }` of what a known call gives. */
function ofAnswer(linked: Linked, module: Module, value: Extract<Value, { kind: 'member' }>, hops: number): Stream | undefined {
  if (isAnswer(linked, module, value.of, hops)) return { kind: 'answer' };
  return undefined;
}

function isAnswer(linked: Linked, module: Module, value: Value, hops: number): boolean {
  if (hops > HOPS) return false;
  if (value.kind === 'binding') return bindingOf(module, value.index)?.values.some((given) => isAnswer(linked, module, given, hops + 1)) ?? false;
  if (value.kind === 'either') return value.options.some((option) => isAnswer(linked, module, option, hops + 1));
  if (value.kind !== 'call') return false;
  const call = module.summary.calls[value.index];
  if (!call) return false;
  // `s3.send(new GetObjectCommand(…))`
  const command = call.name === 'send' && call.arguments[0]?.kind === 'call' ? module.summary.calls[call.arguments[0].index] : undefined;
  if (command?.name === 'GetObjectCommand') return true;
  return linked.graph.originsOf(module.firstCall + value.index).some((origin) => linked.catalogue.responses.get(origin).some((row) => row.comes === 'result' && (row.when ?? []).every((test) => optionHolds(call.arguments, test) === true)));
}

function ofParameter(linked: Linked, module: Module, index: number): Stream | undefined {
  const binding = bindingOf(module, index);
  if (!binding?.parameter) return undefined;
  if (ANSWER_NAME.test(binding.name) || (binding.parameter.index === 0 && isAnswerParameter(linked, module, binding.function))) return { kind: 'answer' };
  if (binding.type?.names.some((name) => RESPONSE_TYPE.test(lastOf(name)))) return { kind: 'response', certain: true };
  const entry = linked.lives.entryOf(module.firstFunction + binding.function);
  if (entry && entry.per !== 'process') {
    const name = binding.parameter.path.at(-1) ?? binding.name;
    if (RESPONSE_NAME.test(binding.name) || RESPONSE_NAME.test(name)) return { kind: 'response', certain: true };
    if (/^(?:req|request)$/.test(binding.name)) return { kind: 'request', certain: true };
  }
  if (isPart(module, binding.function, binding.parameter.index)) return { kind: 'request', certain: true };
  if (RESPONSE_NAME.test(binding.name)) return { kind: 'response', certain: false };
  return /^(?:req|request)$/.test(binding.name) ? { kind: 'request', certain: false } : undefined;
}

const lastOf = (name: Value): string => (name.kind === 'global' || name.kind === 'member' ? name.name : '');

/** The call that a function is given to, by the function's index. */
const givenTo = new WeakMap<Module, ReadonlyMap<number, number>>();

function callGiven(module: Module, fn: number): number | undefined {
  let calls = givenTo.get(module);
  if (!calls) {
    const made = new Map<number, number>();
    module.summary.calls.forEach((call, index) => {
      for (const argument of call?.arguments ?? []) if (argument.kind === 'function') made.set(argument.index, index);
    });
    givenTo.set(module, (calls = made));
  }
  return calls.get(fn);
}

/** `https.get(url, (answer) => …)`, `.on('response', (answer) => …)` */
function isAnswerParameter(linked: Linked, module: Module, fn: number): boolean {
  const index = callGiven(module, fn);
  const call = index === undefined ? undefined : module.summary.calls[index];
  if (!call || index === undefined) return false;
  if (isResponder(linked, module, index)) return true;
  if ((call.name !== 'on' && call.name !== 'once') || call.arguments[0]?.kind !== 'literal' || call.arguments[0].value !== 'response' || call.callee.kind !== 'member') return false;
  let of = call.callee.of;
  for (let hops = 0; hops < HOPS && of.kind === 'binding'; hops++) of = bindingOf(module, of.index)?.values[0] ?? { kind: 'unknown' };
  for (let hops = 0; hops < HOPS && of.kind === 'call'; hops++) {
    if (isResponder(linked, module, of.index)) return true;
    const before = module.summary.calls[of.index];
    of = before?.callee.kind === 'member' ? before.callee.of : { kind: 'unknown' };
  }
  return false;
}

const isResponder = (linked: Linked, module: Module, index: number): boolean =>
  linked.graph.originsOf(module.firstCall + index).some((origin) => linked.catalogue.responses.get(origin).some((row) => row.comes === 'callback'));

const OUTGOING = /^node:https?#request$/;

/** The value is a request to another server: made here, or by every caller that is seen to give it. */
export function isOutgoing(linked: Linked, module: Module, value: Value, hops = 0): boolean {
  if (hops > HOPS) return false;
  if (value.kind === 'call') {
    const call = module.summary.calls[value.index];
    if (call?.callee.kind === 'member' && CHAINING.has(call.name)) return isOutgoing(linked, module, call.callee.of, hops + 1);
    const origins = linked.graph.originsOf(module.firstCall + value.index);
    return origins.length > 0 && origins.every((origin) => OUTGOING.test(origin));
  }
  if (value.kind !== 'binding') return false;
  const binding = bindingOf(module, value.index);
  if (!binding?.parameter) return binding?.kind === 'variable' && binding.values.length > 0 && binding.values.every((given) => isOutgoing(linked, module, given, hops + 1));
  const { index, path } = binding.parameter;
  if (path.length > 0) return false;
  const callers = linked.graph.callersOf(module.firstFunction + binding.function);
  return callers.length > 0 && callers.every((number) => {
    const given = linked.program.callFact(number)?.arguments[index];
    return given !== undefined && isOutgoing(linked, linked.program.moduleOfCall(number), given, hops + 1);
  });
}

/** The file of an upload: `busboy.on('file', (name, file) => …)`. */
function isPart(module: Module, fn: number, parameter: number): boolean {
  const index = callGiven(module, fn);
  const call = index === undefined ? undefined : module.summary.calls[index];
  return (call?.name === 'on' || call?.name === 'once') && call.arguments[0]?.kind === 'literal' && call.arguments[0].value === 'file' && parameter === 1;
}
