import type { CallFact, Value } from '../../model/facts.ts';
import type { Case } from '../../model/rule.ts';
import type { Linked } from '../../link/index.ts';
import { bindingOf } from '../../link/program.ts';
import type { Module } from '../../link/program.ts';
import { servedCase } from './served.ts';

/** What puts a text into a response: `res.send(html)`, `new Response(html)`, `c.html(html)`. */
const SENDING = /^(?:send|end|write|html|Response|reply|body|respond|setBody)$/;
/** How far a text is followed through functions that return it. */
const CALLERS = 3;

/** Calls that render a tree of components into one text. */
export function* renderingCases(linked: Linked, module: Module): Iterable<Case> {
  for (const [index, call] of module.summary.calls.entries()) {
    if (call?.kind !== 'call' || call.function === 0) continue;
    for (const origin of linked.graph.originsOf(module.firstCall + index)) {
      const [row] = linked.catalogue.renderers.get(origin);
      if (!row) continue;
      const way = linked.reach.wayTo(module.firstFunction + call.function);
      yield { ...servedCase(linked, module, call, way), resource: 'rendering', rendering: { page: way !== undefined && linked.catalogue.http.has(way.entry.framework) && isSent(linked, module, call, index, 0), stream: row.stream } };
      break;
    }
  }
}

/** What a call gives goes into a response, here or where the function that returns it is called. */
function isSent(linked: Linked, module: Module, call: CallFact, index: number, depth: number): boolean {
  const { fate } = call;
  if (fate.kind === 'passed') return fate.path === undefined && isSentBy(linked, module, fate.call, depth);
  if (fate.kind === 'stored') return isBody(fate.in);
  if (holdsIt(module, call, index).some((value) => sentIn(module, call.function, value))) return true;
  // A string of its own (`return render(…)`, `return html`) is what the callers get.
  const fact = module.summary.functions[call.function];
  const returned = fate.kind === 'returned' || fact?.returns.some((value) => mentions(module, value, index, 0)) === true;
  if (!returned || depth >= CALLERS) return false;
  const fn = module.firstFunction + call.function;
  return linked.graph.callersOf(fn).some((number) => {
    const caller = linked.program.callFact(number);
    const home = linked.program.moduleOfCall(number);
    return caller !== null && isSent(linked, home, caller, number - home.firstCall, depth + 1);
  });
}

function isSentBy(linked: Linked, module: Module, index: number, depth: number): boolean {
  const call = module.summary.calls[index];
  if (!call || depth >= CALLERS) return false;
  if (sends(module, call)) return true;
  // `template.replace('<!--app-->', html)`, `'<!doctype html>'.concat(html)` give the page.
  return /^(?:replace|replaceAll|concat|join)$/.test(call.name) && isSent(linked, module, call, index, depth + 1);
}

/** A method of what a handler is given (`res.status(200).send(…)`), or a `Response`; a mailer has methods by these names too. */
function sends(module: Module, call: CallFact): boolean {
  if (!SENDING.test(call.name)) return false;
  if (call.kind === 'new') return call.name === 'Response';
  let at: Value | undefined = call.callee.kind === 'member' ? call.callee.of : undefined;
  while (at?.kind === 'member' || at?.kind === 'call') at = at.kind === 'member' ? at.of : module.summary.calls[at.index]?.callee;
  return at?.kind === 'binding' && bindingOf(module, at.index)?.kind === 'parameter';
}

/** The variable that is given what the call gives. */
function holdsIt(module: Module, call: CallFact, index: number): readonly number[] {
  if (call.fate.kind === 'bound') return [call.fate.binding];
  return module.summary.bindings.flatMap((binding, at) => (binding?.function === call.function && binding.values.some((value) => mentions(module, value, index, 0)) ? [at] : []));
}

/** A call of the function, or a `body` that is assigned there, sends what the variable holds. */
function sentIn(module: Module, fn: number, binding: number): boolean {
  const uses = (value: Value): boolean => mentionsBinding(module, value, binding, 0);
  if (module.summary.calls.some((call) => call !== null && call.function === fn && sends(module, call) && call.arguments.some(uses))) return true;
  return module.summary.effects.some((effect) => effect.kind === 'assign' && effect.function === fn && isBody(effect.target) && effect.value !== undefined && uses(effect.value));
}

/** `ctx.body = html` */
const isBody = (value: Value): boolean => value.kind === 'member' && value.name === 'body';

function mentions(module: Module, value: Value, call: number, depth: number): boolean {
  if (value.kind === 'call' && value.index === call) return true;
  return depth < 4 && inner(module, value).some((one) => mentions(module, one, call, depth + 1));
}

function mentionsBinding(module: Module, value: Value, binding: number, depth: number): boolean {
  if (value.kind === 'binding' && value.index === binding) return true;
  return depth < 4 && inner(module, value).some((one) => mentionsBinding(module, one, binding, depth + 1));
}

/** What a text is made from. */
function inner(module: Module, value: Value): readonly Value[] {
  switch (value.kind) {
    case 'join':
      return value.parts;
    case 'either':
      return value.options;
    case 'binding': {
      const binding = bindingOf(module, value.index);
      return binding?.kind === 'variable' && binding.function !== 0 ? binding.values : [];
    }
    case 'call': {
      const call = module.summary.calls[value.index];
      return call && /^(?:replace|replaceAll|concat|join)$/.test(call.name) ? [...call.arguments, ...(call.callee.kind === 'member' ? [call.callee.of] : [])] : [];
    }
    default:
      return [];
  }
}
