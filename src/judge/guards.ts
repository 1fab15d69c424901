import type { CallFact, Value } from '../model/facts.ts';
import type { Linked } from '../link/index.ts';
import { bindingOf } from '../link/program.ts';
import type { Module } from '../link/program.ts';
import type { Way } from '../link/reach.ts';

/**
 * Whether something may turn a request away before a call is reached. Every sign counts, as what a check asks cannot be seen:
 *
 *     if (!isAdmin(req)) return …                   a condition on the way
 *     await requireAdmin(req)                       a call with such a name before it
 *     app.post('/snapshot', requireAdmin, handler)  another function of the route
 *     router.use(requireAdmin)                      one of the router or the application
 *     @UseGuards(AdminGuard)                        a decorator
 *     middleware.ts                                 one that the framework runs before all
 */
export function isGuarded(linked: Linked, way: Way, call: number): boolean {
  const steps = [...way.edges.map((edge) => edge.call), call];
  return steps.some((step) => isChecked(linked, step)) || isEntryGuarded(linked, way) || isApplicationGuarded(linked, way.entry.module);
}

/** Names of what lets some requests through and others not. */
const CHECK = /auth|admin|guard|protect|permission|token|secret|jwt|passport|login|secure|restrict|internal|private|allow|acl|role|scope|api.?key|verify|require|ensure|assert|check|polic[yi]|forbid|deny|signed|owner/i;
/** Named like a check, but a set of routes: `app.use('/auth', authRouter)`. */
const ROUTES = /rout(?:e|er)s?(?:$|[/.])|controllers?(?:$|[/.])|endpoints?(?:$|[/.])/i;
/** Wrappers that only catch what a handler throws. */
const PLAIN_WRAPPER = /^(?:async|wrap|catch|try|handle|safe|with(?:Errors?|Logging|Tracing|Metrics)|express)[A-Za-z]*$|^[a-z]+(?:Handler|Route|Async|Wrapper)$/;
/** Methods and functions by which a handler is registered. */
const REGISTERING = /^(?:get|post|put|patch|delete|del|all|options|head|route|use|on|handle|add|register|createServer|lambda|defineEventHandler|eventHandler|app)$/;

function isChecked(linked: Linked, number: number): boolean {
  const call = linked.program.callFact(number);
  if (!call) return false;
  if (call.conditional) return true;
  const module = linked.program.moduleOfCall(number);
  return module.summary.calls.some((other) => other !== null && other.function === call.function && other.at[0] <= call.at[0] && other !== call && CHECK.test(other.name) && !isBelow(other, call));
}

/** It stands within the arguments of the call, and so says nothing of what is asked before. */
const isBelow = (inner: CallFact, outer: CallFact): boolean => inner.at[0] === outer.at[0] && inner.at[1] > outer.at[1];

function isEntryGuarded(linked: Linked, { entry }: Way): boolean {
  const { module } = entry;
  const fact = linked.program.functionFact(entry.fn);
  const cls = fact.class < 0 ? undefined : module.summary.classes[fact.class];
  const decorators = [...(fact.decorators ?? []), ...(cls?.decorators ?? [])];
  if (decorators.some((decorator) => namesIn(module, decorator).some((name) => CHECK.test(name)))) return true;
  return linked.program.modules.some((other) => importsOrIs(linked, other, module) && other.summary.calls.some((call) => call !== null && registers(linked, other, call, entry.fn)));
}

/** The call is given the handler together with something that may ask, or wraps it in such a thing. */
function registers(linked: Linked, module: Module, call: CallFact, fn: number): boolean {
  const holds = call.arguments.findIndex((argument) => argument.kind !== 'literal' && linked.graph.functionsIn(module, argument).includes(fn));
  if (holds < 0) return false;
  if (!REGISTERING.test(call.name)) return !PLAIN_WRAPPER.test(call.name);
  return call.arguments.some((argument, at) => {
    if (at === holds) return argument.kind === 'call' && registersWithin(module, argument.index);
    return argument.kind !== 'literal' && argument.kind !== 'join';
  });
}

/** `app.get(path, requireAdmin(handler))` */
function registersWithin(module: Module, index: number): boolean {
  const call = module.summary.calls[index];
  return call !== undefined && call !== null && !PLAIN_WRAPPER.test(call.name);
}

function importsOrIs(linked: Linked, module: Module, target: Module): boolean {
  return module === target || module.summary.specifiers.some((specifier) => {
    const resolution = linked.program.project.resolve(module.path, specifier);
    return resolution.kind === 'file' && resolution.path === target.path;
  });
}

/** What a framework runs before every request, by the path of the file. */
const MIDDLEWARE = ['middleware', 'src/middleware', 'proxy', 'src/proxy', 'src/hooks.server', 'server/middleware/auth'].flatMap((path) => ['ts', 'js', 'mts', 'mjs'].map((ending) => `${path}.${ending}`));
/** Methods that put something before the handlers of an application or router. */
const APPLYING = /^(?:use|addHook|apply|useGlobalGuards|before|beforeHandle|onBeforeHandle|onRequest|guard|derive|resolve|pre|register|all)$/;

const applications = new WeakMap<Linked, Map<string, boolean>>();

/** Somewhere in the package something that may ask is put before its routes, or it listens to this machine only. */
function isApplicationGuarded(linked: Linked, { path }: Module): boolean {
  const folder = linked.program.project.manifestOf(path)?.folder ?? '';
  const known = applications.get(linked) ?? new Map<string, boolean>();
  applications.set(linked, known);
  let guarded = known.get(folder);
  if (guarded === undefined) known.set(folder, (guarded = findGuard(linked, folder)));
  return guarded;
}

function findGuard(linked: Linked, folder: string): boolean {
  const { project, modules } = linked.program;
  if (MIDDLEWARE.some((file) => project.hasFile(folder === '' ? file : `${folder}/${file}`))) return true;
  return modules.some((module) => {
    if ((project.manifestOf(module.path)?.folder ?? '') !== folder || linked.boundary.sideOf(module) !== 'server') return false;
    if (module.summary.bindings.some((binding) => binding?.import?.name === 'APP_GUARD')) return true;
    return module.summary.calls.some((call) => {
      if (!call) return false;
      if (call.name === 'listen') return call.arguments.some((argument) => JSON.stringify(argument).includes('127.0.0.1') || JSON.stringify(argument).includes('localhost'));
      return APPLYING.test(call.name) && call.arguments.some((argument) => mayTurnAway(linked, module, argument));
    });
  });
}

function mayTurnAway(linked: Linked, module: Module, value: Value): boolean {
  const names = namesIn(module, value);
  if (!names.some((name) => CHECK.test(name)) || names.some((name) => ROUTES.test(name))) return false;
  return !linked.references.resolve(module, value).some((target) => target.kind === 'external' && /(?:Router|Hono|Elysia)\(\)$/.test(target.origin));
}

/** Every name that a value is written with. */
function namesIn(module: Module, value: Value, depth = 0): readonly string[] {
  if (depth > 4) return [];
  switch (value.kind) {
    case 'binding': {
      const binding = bindingOf(module, value.index);
      return binding ? [binding.name, ...(binding.import ? [binding.import.name, binding.import.from] : binding.values.flatMap((one) => (one.kind === 'call' ? namesIn(module, one, depth + 1) : [])))] : [];
    }
    case 'global':
      return [value.name];
    case 'member':
      return [value.name, ...namesIn(module, value.of, depth + 1)];
    case 'call': {
      const call = module.summary.calls[value.index];
      return call ? [call.name, ...namesIn(module, call.callee, depth + 1), ...call.arguments.flatMap((argument) => namesIn(module, argument, depth + 1))] : [];
    }
    case 'array':
      return value.items.flatMap((item) => namesIn(module, item, depth + 1));
    case 'object':
      return value.properties.flatMap(([name, property]) => [name, ...namesIn(module, property, depth + 1)]);
    case 'function':
      return [module.summary.functions[value.index]?.name ?? ''];
    default:
      return [];
  }
}
