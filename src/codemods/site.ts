/** A file in which clients were made, and now asks for the one that there is. */
import { isFunction, outermost, parentOf } from '../extract/parse.ts';
import type { Node } from '../extract/parse.ts';
import type { Variable } from '../extract/scopes.ts';
import type { Edit } from '../model/repair.ts';
import { edited } from '../repairs/edits.ts';
import { importNamed } from '../repairs/imports.ts';
import { functionAround, hasComment, isOfModule, lineStartAt } from '../repairs/source.ts';
import type { Source } from '../repairs/source.ts';
import type { Files } from './codemod.ts';
import type { Construction } from './construction.ts';
import type { ModulePlace } from './layout.ts';
import type { ModuleText } from './module-text.ts';
import { specifierTo } from './modules.ts';

/** The text of the file with all its constructions replaced; a sentence's end where that cannot be. */
export function withGetter(sites: readonly Construction[], place: ModulePlace, module: ModuleText, files: Files): { readonly text: string } | string {
  const [first] = sites;
  if (!first) return 'there is nothing to replace';
  const { source } = first;
  const imported = importNamed(source, place.getter, specifierTo(place.file, source, files));
  return replaced(sites, `${imported.as}()`, module.awaits, imported.edits);
}

/** All in one file: what makes one becomes what asks for it, and what nothing names any more goes. */
export function replaced(sites: readonly Construction[], asking: string, awaits: boolean, more: readonly Edit[]): { readonly text: string } | string {
  const [first] = sites;
  if (!first) return 'there is nothing to replace';
  const { source } = first;
  const edits: Edit[] = [...more];
  for (const { call, awaited, setup } of sites) {
    const home = functionAround(call);
    if (awaits && (!isFunction(home) || !home.async)) return 'it is made in a function that is not async';
    const whole = awaits && awaited ? awaitAround(call) : call;
    const put = `${awaits ? 'await ' : ''}${asking}`;
    const isObject = parentOf(outermost(call))?.type === 'MemberExpression';
    edits.push({ start: whole.start, end: whole.end, text: awaits && isObject ? `(${put})` : put });
    for (const statement of setup) edits.push(lineOf(source, statement.start, statement.end));
  }
  const removals = unused(source, sites, edits);
  return { text: edited(source.text, [...edits.map((edit) => beside(edit, removals, source.eol)), ...removals]) };
}

/** What is added after an import that goes takes its line. */
function beside(edit: Edit, removals: readonly Edit[], eol: string): Edit {
  const within = edit.start === edit.end ? removals.find(({ start, end }) => start < edit.start && edit.start < end) : undefined;
  return within ? { start: within.end, end: within.end, text: `${edit.text.trim()}${eol}` } : edit;
}

/** The `await` that the getter brings itself. */
function awaitAround(call: Node): Node {
  for (let at: Node | undefined = call; at !== undefined && at !== parentOf(outermost(call)); at = parentOf(at)) if (at.type === 'AwaitExpression') return at;
  return call;
}

/** Constants and imports that only the construction named. */
function unused(source: Source, sites: readonly Construction[], edits: readonly Edit[]): readonly Edit[] {
  const gone: { start: number; end: number }[] = edits.filter(({ start, end }) => end > start).map(({ start, end }) => ({ start, end }));
  const isGone = (node: Node): boolean => gone.some(({ start, end }) => node.start >= start && node.end <= end);
  const removals: Edit[] = [];
  const candidates = new Set(sites.flatMap(({ locals, constants, imports }) => [...[...locals].reverse(), ...[...constants].reverse(), ...imports.map(({ variable }) => variable)]));
  const specifiers = new Map<Node, Variable[]>();
  for (const variable of candidates) {
    const [definition] = variable.defs;
    if (!definition || variable.places.some((place) => place !== definition.name && !isGone(place))) continue;
    if (definition.type === 'ImportBinding' || isRequire(definition.node)) {
      const declaration = definition.type === 'ImportBinding' ? definition.parent : parentOf(definition.node);
      if (declaration) specifiers.set(declaration, [...(specifiers.get(declaration) ?? []), variable]);
      continue;
    }
    const statement = parentOf(definition.node);
    // One of several declarators, an export, something with a comment: that stays.
    if (statement?.type !== 'VariableDeclaration' || statement.declarations.length !== 1 || statement.declarations[0]?.id !== definition.name) continue;
    if (isOfModule(variable) && parentOf(statement)?.type !== 'Program') continue;
    const removal = lineOf(source, statement.start, statement.end);
    if (hasComment(source, removal.start, removal.end)) continue;
    removals.push(removal);
    gone.push(removal);
  }
  for (const [declaration, variables] of specifiers) removals.push(...withoutNames(source, declaration, variables));
  return removals;
}

const isRequire = (node: Node): boolean => node.type === 'VariableDeclarator' && node.init?.type === 'CallExpression' && node.init.callee.type === 'Identifier' && node.init.callee.name === 'require';

/** The import without some of its names, or no import at all. */
function withoutNames(source: Source, declaration: Node, variables: readonly Variable[]): readonly Edit[] {
  const names = new Set(variables.flatMap(({ defs }) => defs.map(({ name }) => name)));
  const items: readonly Node[] =
    declaration.type === 'ImportDeclaration' ? declaration.specifiers
    : declaration.type === 'VariableDeclaration' && declaration.declarations.length === 1 && declaration.declarations[0]?.id.type === 'ObjectPattern' ? declaration.declarations[0].id.properties
    : [];
  const isOut = (item: Node): boolean => [...names].some((name) => name.start >= item.start && name.end <= item.end);
  if (items.every(isOut)) {
    const removal = lineOf(source, declaration.start, declaration.end);
    return hasComment(source, removal.start, removal.end) ? [] : [removal];
  }
  // A default import beside braces is no item of a list.
  if (items.some((item) => item.type !== 'ImportSpecifier' && item.type !== 'Property')) return [];
  return items.flatMap((item, at) => {
    if (!isOut(item)) return [];
    const next = items[at + 1];
    const before = items.slice(0, at).reverse().find((one) => !isOut(one));
    if (next) return [{ start: item.start, end: next.start, text: '' }];
    return before ? [{ start: items[items.indexOf(before)]?.end ?? item.start, end: item.end, text: '' }] : [];
  });
}

/** A statement with its line, when it has one for itself. */
function lineOf(source: Source, start: number, end: number): Edit {
  const { text } = source;
  const from = lineStartAt(source, start);
  const [rest = ''] = /^[ \t]*\r?\n?/.exec(text.slice(end)) ?? [];
  const alone = text.slice(from, start).trim() === '' && (rest.endsWith('\n') || end + rest.length === text.length);
  return alone ? { start: from, end: end + rest.length, text: '' } : { start, end, text: '' };
}
