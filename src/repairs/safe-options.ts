import type { Node, NodeOf } from '../extract/parse.ts';
import { bare, isFunction, keyName } from '../extract/parse.ts';
import type { OptionTest } from '../model/knowledge.ts';
import type { Edit } from '../model/repair.ts';
import type { Place } from '../model/rule.ts';
import type { Plan, Planned, Task } from './plan.ts';
import { insertion } from './edits.ts';
import type { Source } from './source.ts';
import { callAt, indentAt, nodeAt, quoted, upwards } from './source.ts';

/** Passes the option with which an instance keeps nothing: for clients that each user needs one of. */
export function safeOptions({ repair, finding, source }: Task<'safe-options'>): Planned {
  const call = callAt(source, finding.at) ?? makerAt(source, finding.at);
  if (!call) return 'the call that makes it was not found';
  const reasons = new Set<string>();
  for (const test of repair.tests) {
    const planned = optionPlan(source, call, test);
    if (typeof planned !== 'string') return planned;
    reasons.add(planned);
  }
  return [...reasons].join(', and ');
}

/** The call that makes what is declared at a place. */
function makerAt(source: Source, place: Place): NodeOf<'CallExpression'> | NodeOf<'NewExpression'> | undefined {
  const found = nodeAt(source, place);
  for (const at of found ? upwards(found) : []) {
    const value = at.type === 'VariableDeclarator' ? at.init : at.type === 'PropertyDefinition' ? at.value : undefined;
    const made = value ? bare(value) : undefined;
    if (made?.type === 'CallExpression' || made?.type === 'NewExpression') return made;
    if (value !== undefined || isFunction(at)) return undefined;
  }
  return undefined;
}

/** Only a plain value can be written: what is a token or a logger is for the user to say. */
function optionPlan(source: Source, call: NodeOf<'CallExpression'> | NodeOf<'NewExpression'>, { argument, path, is }: OptionTest): Plan | string {
  if (is !== null && typeof is === 'object') return 'its safe option takes a value that only you can give';
  const value = typeof is === 'string' ? quoted(source, is) : String(is);
  const index = argument === 'any' ? indexOfOptions(call) : argument;
  const keys = path === '' ? [] : path.split('.');
  const written = keys.reduceRight((inner, key) => `{ ${key}: ${inner} }`, value);
  const title = `Pass \`${keys.length === 0 ? written : written.slice(2, -2)}\``;
  const given = call.arguments[index];
  if (given === undefined) {
    if (call.arguments.length < index) return 'an argument before its options is not given';
    if (call.arguments.some(({ type }) => type === 'SpreadElement')) return 'its arguments are spread from a list';
    const last = call.arguments.at(-1);
    if (last) return { title, edits: [insertion(last.end, `, ${written}`)] };
    const open = source.text.lastIndexOf('(', call.end);
    // `new Client` has no parentheses.
    return source.text[call.end - 1] === ')' ? { title, edits: [insertion(open + 1, written)] } : { title, edits: [insertion(call.end, `(${written})`)] };
  }
  if (keys.length === 0) return 'its safe option is an argument of its own';
  const object = bare(given as Node);
  if (object.type !== 'ObjectExpression') return 'its options are made elsewhere';
  const edit = intoObject(source, object, keys, value);
  return typeof edit === 'string' ? edit : { title, edits: [edit] };
}

function indexOfOptions(call: NodeOf<'CallExpression'> | NodeOf<'NewExpression'>): number {
  const at = call.arguments.findIndex((argument) => argument.type === 'ObjectExpression');
  return at < 0 ? call.arguments.length : at;
}

/** Sets a property at a path of an object literal. */
export function intoObject(source: Source, object: NodeOf<'ObjectExpression'>, keys: readonly string[], value: string): Edit | string {
  const [key = '', ...deeper] = keys;
  const property = object.properties.find((one) => one.type === 'Property' && keyName(one) === key);
  if (property?.type === 'Property') {
    if (deeper.length === 0) return { start: property.value.start, end: property.value.end, text: value };
    const inner = bare(property.value as Node);
    return inner.type === 'ObjectExpression' ? intoObject(source, inner, deeper, value) : `its option \`${key}\` is made elsewhere`;
  }
  const written = `${key}: ${deeper.reduceRight((inner, one) => `{ ${one}: ${inner} }`, value)}`;
  const last = object.properties.at(-1);
  if (!last) return { start: object.start, end: object.end, text: `{ ${written} }` };
  const ownLine = source.text.slice(object.start, last.start).includes('\n');
  return insertion(last.end, ownLine ? `,${source.eol}${indentAt(source, last.start)}${written}` : `, ${written}`);
}
