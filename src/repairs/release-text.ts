import type { FunctionNode, Node } from '../extract/parse.ts';
import { memberName, parentOf } from '../extract/parse.ts';
import type { Edit, GivingBack } from '../model/repair.ts';
import type { Call, Held, Release } from './acquisition.ts';
import { importNamed } from './imports.ts';
import type { Source } from './source.ts';
import { sourceText } from './source.ts';

export interface Written {
  readonly text: string;
  /** An import that the text needs. */
  readonly edits: readonly Edit[];
}

/** The statement that gives a thing back, as the author writes it where there is one; or why it cannot be written. */
export function releaseIn(source: Source, call: Call, held: Held, back: GivingBack, releases: readonly Release[], own: FunctionNode): Written | string {
  const found = releases[0];
  if (found) {
    const texts = new Set(releases.map(({ statement }) => sourceText(source, statement).replace(/;$/, '')));
    if (texts.size > 1) return 'it is given back in several ways';
    const [text = ''] = texts;
    if (text.includes('\n')) return 'its release takes several lines';
    return { text: `${guarded(held, text)}${text.endsWith('}') ? '' : source.semi}`, edits: [] };
  }
  const { awaited } = back;
  if (awaited && !own.async) return 'the function is not async, so that it cannot wait for the release';
  const wait = awaited ? 'await ' : '';
  const maybe = !held.declaration || held.forgetting.length > 0 || isTested(held);
  if (back.beside !== undefined) {
    const { callee } = call;
    const besides = callee.type === 'MemberExpression' ? { as: `${sourceText(source, callee.object as Node)}.${back.beside}`, edits: [] } : importedBeside(source, callee as Node, back.beside);
    if (!besides) return `\`${back.beside}()\` is not at hand`;
    const written = `${wait}${besides.as}(${held.name})${source.semi}`;
    return { text: maybe ? `if (${held.name} !== undefined) ${written}` : written, edits: besides.edits };
  }
  if (back.method === undefined) return 'no method gives it back';
  if (back.method === '()') return { text: `${wait}${held.name}${maybe ? '?.' : ''}()${source.semi}`, edits: [] };
  return { text: `${wait}${held.name}${maybe ? '?.' : '.'}${back.method}()${source.semi}`, edits: [] };
}

/** In a `finally` around the acquisition itself there may be nothing to give back. */
function guarded(held: Held, text: string): string {
  if (held.declaration || text.startsWith('if') || text.includes('?.')) return text;
  const at = text.indexOf(`${held.name}.`);
  return at < 0 ? `if (${held.name}) ${text}` : `${text.slice(0, at + held.name.length)}?${text.slice(at + held.name.length)}`;
}

/** `import { openSync } from 'node:fs'` stands beside `closeSync`. */
function importedBeside(source: Source, callee: Node, name: string): { readonly as: string; readonly edits: readonly Edit[] } | undefined {
  if (callee.type !== 'Identifier') return undefined;
  const variable = source.scopes.variableOf(callee);
  // `setInterval` and `clearInterval` are there for all.
  if (!variable) return { as: name, edits: [] };
  const [def] = variable.defs;
  const from = def?.parent?.type === 'ImportDeclaration' ? def.parent.source.value : undefined;
  return from === undefined ? undefined : importNamed(source, name, from);
}

/** The code asks whether it is there: `if (!client) return`, `client?.query()`, `client!.query()`. */
function isTested({ variable }: Held): boolean {
  return variable.places.some((place) => {
    const parent = parentOf(place);
    if (!parent) return false;
    if (parent.type === 'MemberExpression') return parent.optional && parent.object === place && memberName(parent) !== undefined;
    if (parent.type === 'BinaryExpression') return /^[!=]==?$/.test(parent.operator);
    return parent.type === 'TSNonNullExpression' || parent.type === 'IfStatement' || parent.type === 'LogicalExpression' || (parent.type === 'UnaryExpression' && parent.operator === '!');
  });
}
