/** What repairs need to know of a case and cannot read off the text. */
import type { CallFact, Value } from '../model/facts.ts';
import type { ClientRow, Origin, ReleaseRow } from '../model/knowledge.ts';
import type { Case, Sharing } from '../model/rule.ts';
import { lastName } from '../link/catalogue.ts';
import type { Linked } from '../link/index.ts';
import { bindingOf, rootValue } from '../link/program.ts';
import type { Module } from '../link/program.ts';

/** How code gives back what a row of the knowledge is about. */
export function givingBackOf(row: ClientRow | ReleaseRow, call: CallFact): Pick<Case, 'back'> {
  const pair = 'acquires' in row ? row : undefined;
  const [method] = row.release ?? [];
  const beside = pair?.beside?.[call.name];
  if (method === undefined && beside === undefined) return {};
  const functions = 'acquires' in row ? (row.releasedBy ?? []) : (row.releaseFunctions ?? []).map(lastName);
  return {
    back: {
      ...(beside === undefined ? {} : { beside }),
      ...(method === undefined || beside !== undefined ? {} : { method }),
      ...(pair?.undo === undefined ? {} : { undo: pair.undo }),
      ...(row.disposes === undefined ? {} : { disposes: row.disposes }),
      names: [...new Set([...(row.release ?? []), ...functions].map((name) => name.slice(name.lastIndexOf('.') + 1)))],
      awaited: row.atOnce !== true,
    },
  };
}

/** Whether one instance could serve all requests, as far as its row and its arguments tell; what is left out cannot. */
export function sharingOf(linked: Linked, module: Module, call: CallFact, row: ClientRow, made: Origin): Pick<Case, 'sharing'> {
  if (row.verdict === 'per-request-required' || row.unshared === true || row.unshared?.includes(made) === true) return {};
  const fn = module.firstFunction + call.function;
  const way = linked.reach.wayTo(fn);
  const kinds = call.arguments.map((argument) => fromOf(module, argument, 0));
  const from: Sharing['from'] = kinds.includes('function') ? 'function' : kinds.includes('environment') ? 'environment' : 'constants';
  const returned = call.fate.kind === 'returned' || (call.uses ?? []).some((use) => use.kind === 'returned');
  return { sharing: { from, returned, reloads: way !== undefined && linked.catalogue.reloading.has(way.entry.framework) } };
}

/** `env('URL')`, `requireEnv('URL')` */
const ENVIRONMENT = /^(?:get|require|read|must)?Env(?:Var(?:iable)?|OrThrow)?$|^env$/;
/** Give the same for the same. */
const COMPUTING = /^(?:Number|String|Boolean|parseInt|parseFloat|split|trim|replace|replaceAll|slice|toLowerCase|toUpperCase|toString|join|concat|parse|resolve)$/;

/** What a value is made from. Values of other modules count as constants: the text tells what is called. */
function fromOf(module: Module, value: Value, depth: number): Sharing['from'] {
  if (depth > 6) return 'function';
  const worst = (values: readonly Value[]): Sharing['from'] => {
    const kinds = values.map((one) => fromOf(module, one, depth + 1));
    return kinds.includes('function') ? 'function' : kinds.includes('environment') ? 'environment' : 'constants';
  };
  switch (value.kind) {
    case 'literal':
    case 'function':
    case 'class':
    case 'module':
      return 'constants';
    case 'join':
      return worst(value.parts);
    case 'either':
      return worst(value.options);
    case 'array':
      return worst(value.items);
    case 'object':
      return worst([...value.properties.map(([, property]) => property), ...(value.spreads ?? [])]);
    case 'call': {
      const call = module.summary.calls[value.index];
      if (!call) return 'function';
      if (ENVIRONMENT.test(call.name)) return 'environment';
      // What another function reads may be of the request.
      return call.kind === 'new' || COMPUTING.test(call.name) ? worst([call.callee, ...call.arguments]) : 'function';
    }
    case 'global':
      return 'constants';
    case 'member': {
      const root = rootValue(value);
      if (root.kind === 'global' && root.name === 'process') return 'environment';
      return fromOf(module, root, depth + 1);
    }
    case 'binding': {
      const binding = bindingOf(module, value.index);
      if (!binding) return 'function';
      if (binding.import || binding.function === 0) return binding.values.length > 0 && !binding.import ? worst(binding.values) : 'constants';
      return binding.kind === 'variable' && !binding.reassigned && binding.values.length > 0 ? worst(binding.values) : 'function';
    }
    default:
      return 'function';
  }
}
