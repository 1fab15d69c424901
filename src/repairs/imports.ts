/** Names of other modules: the import that has one, or the edit that adds it, as the file imports. */
import type { Node, NodeOf } from '../extract/parse.ts';
import type { Edit } from '../model/repair.ts';
import { insertion } from './edits.ts';
import type { Source } from './source.ts';
import { freshName, quoted } from './source.ts';
import { endOfLineAfter } from './statements.ts';

/** How to say a name of another module, and what has to be written for that. */
export interface Imported {
  /** `LRUCache`, or `undici.Agent` where the file has the whole module. */
  readonly as: string;
  readonly edits: readonly Edit[];
}

/** A named export of a module; it is imported unless it is already. */
export function importNamed(source: Source, name: string, from: string): Imported {
  const known = knownAs(source, name, from);
  if (known !== undefined) return { as: known, edits: [] };
  const own = freshName(source, name);
  const imports = source.program.body.filter((node): node is NodeOf<'ImportDeclaration'> => node.type === 'ImportDeclaration');
  const same = imports.find((node) => sameModule(node.source.value, from) && node.importKind !== 'type' && node.specifiers.some(({ type }) => type === 'ImportSpecifier'));
  const last = same?.specifiers.at(-1);
  if (last) return { as: own, edits: [insertion(last.end, `, ${own === name ? name : `${name} as ${own}`}`)] };
  const { eol, semi } = source;
  if (source.esm || imports.length > 0) {
    const line = `import { ${own === name ? name : `${name} as ${own}`} } from ${quoted(source, from)}${semi}`;
    return { as: own, edits: [insertedLine(source, line)] };
  }
  return { as: own, edits: [insertedLine(source, `const { ${own === name ? name : `${name}: ${own}`} } = require(${quoted(source, from)})${semi}`)] };

  function insertedLine(of: Source, line: string): Edit {
    const after = lastImport(of);
    if (after) return insertion(endOfLineAfter(of, after), `${eol}${line}`);
    const at = afterDirectives(of);
    return insertion(at, at === 0 ? `${line}${eol}${of.text.trim() === '' ? '' : eol}` : `${eol}${eol}${line}`);
  }
}

/** What the file calls a named export already. */
function knownAs(source: Source, name: string, from: string): string | undefined {
  for (const node of source.program.body) {
    if (node.type === 'ImportDeclaration' && sameModule(node.source.value, from) && node.importKind !== 'type') {
      for (const specifier of node.specifiers) {
        if (specifier.type === 'ImportSpecifier' && specifier.importKind !== 'type' && (specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value) === name) return specifier.local.name;
        if (specifier.type === 'ImportNamespaceSpecifier') return `${specifier.local.name}.${name}`;
      }
    }
    if (node.type !== 'VariableDeclaration') continue;
    for (const { id, init } of node.declarations) {
      if (!init || !isRequireOf(init, from)) continue;
      if (id.type === 'Identifier') return `${id.name}.${name}`;
      if (id.type !== 'ObjectPattern') continue;
      for (const property of id.properties) {
        if (property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === name && property.value.type === 'Identifier') return property.value.name;
      }
    }
  }
  return undefined;
}

/** `node:timers` and `timers` are one. */
const sameModule = (a: string, b: string): boolean => a.replace(/^node:/, '') === b.replace(/^node:/, '');

function isRequireOf(node: Node, from: string): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require') return false;
  const [first] = node.arguments;
  return first?.type === 'Literal' && typeof first.value === 'string' && sameModule(first.value, from);
}

/** The last of the imports that a file begins with. */
export function lastImport(source: Source): Node | undefined {
  let last: Node | undefined;
  for (const node of source.program.body) {
    const isRequire = node.type === 'VariableDeclaration' && node.declarations.some(({ init }) => init?.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === 'require');
    if (node.type === 'ImportDeclaration' || (node.type === 'TSImportEqualsDeclaration') || (isRequire && !source.esm)) last = node;
  }
  return last;
}

/** Where the first line of a module's own code may stand: after `#!` and `'use strict'`. */
function afterDirectives(source: Source): number {
  let at = source.text.startsWith('#!') ? source.text.search(/\r?\n|$/) : 0;
  for (const node of source.program.body) {
    if (node.type === 'ExpressionStatement' && 'directive' in node && typeof node.directive === 'string') at = node.end;
    else break;
  }
  return at;
}

/** Where a declaration of the module itself may be put so that everything imported is known: after the imports. */
export function afterImports(source: Source): { readonly at: number; readonly before: string; readonly after: string } {
  const last = lastImport(source);
  const at = last ? last.end : afterDirectives(source);
  if (at === 0) return { at, before: '', after: `${source.eol}${source.eol}` };
  return { at, before: `${source.eol}${source.eol}`, after: '' };
}
