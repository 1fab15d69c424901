/** Names that come from other modules, and how one module names another. */
import { parentOf } from '../extract/parse.ts';
import type { Node } from '../extract/parse.ts';
import type { Variable } from '../extract/scopes.ts';
import { folderOf, nameOf } from '../project/paths.ts';
import type { Source } from '../repairs/source.ts';
import type { Files } from './codemod.ts';

export interface ImportOf {
  readonly variable: Variable;
  readonly local: string;
  /** `default`, `*`, or the name that the other module exports it by. */
  readonly name: string;
  readonly specifier: string;
  /** The file that it leads to, or the specifier of a package. */
  readonly target: string;
  readonly isFile: boolean;
  readonly typeOnly: boolean;
  readonly required: boolean;
}

/** Undefined for what no other module has. */
export function importOf(source: Source, variable: Variable, files: Files): ImportOf | undefined {
  const definition = variable.defs.length === 1 ? variable.defs[0] : undefined;
  if (!definition) return undefined;
  const found = definition.type === 'ImportBinding' ? fromImport(definition.node, definition.parent) : fromRequire(definition.node, definition.name);
  if (!found) return undefined;
  const file = files.fileOf(source.path, found.specifier);
  return { variable, local: variable.name, ...found, target: file ?? found.specifier, isFile: file !== undefined };
}

type Found = Pick<ImportOf, 'name' | 'specifier' | 'typeOnly' | 'required'>;

function fromImport(node: Node, declaration: Node | undefined): Found | undefined {
  if (declaration?.type !== 'ImportDeclaration') return undefined;
  const specifier = declaration.source.value;
  const whole = declaration.importKind === 'type';
  if (node.type === 'ImportDefaultSpecifier') return { name: 'default', specifier, typeOnly: whole, required: false };
  if (node.type === 'ImportNamespaceSpecifier') return { name: '*', specifier, typeOnly: whole, required: false };
  if (node.type !== 'ImportSpecifier') return undefined;
  const { imported } = node;
  return { name: imported.type === 'Identifier' ? imported.name : String(imported.value), specifier, typeOnly: whole || node.importKind === 'type', required: false };
}

/** `const pg = require('pg')` and `const { Pool } = require('pg')` at the top of a module. */
function fromRequire(declarator: Node, name: Node): Found | undefined {
  if (declarator.type !== 'VariableDeclarator' || declarator.init?.type !== 'CallExpression') return undefined;
  const { callee, arguments: given } = declarator.init;
  const [first] = given;
  if (callee.type !== 'Identifier' || callee.name !== 'require' || first?.type !== 'Literal' || typeof first.value !== 'string') return undefined;
  if (parentOf(parentOf(declarator) ?? declarator)?.type !== 'Program') return undefined;
  const rest = { specifier: first.value, typeOnly: false, required: true };
  if (declarator.id === name) return { name: '*', ...rest };
  if (declarator.id.type !== 'ObjectPattern') return undefined;
  for (const property of declarator.id.properties) {
    if (property.type === 'Property' && property.value === name && property.key.type === 'Identifier') return { name: property.key.name, ...rest };
  }
  return undefined;
}

/** The line that imports these names from one module, in the manner of a file. */
export function importLine(names: readonly Pick<ImportOf, 'local' | 'name' | 'typeOnly'>[], specifier: string, { esm, quote, semi }: Pick<Source, 'esm' | 'quote' | 'semi'>): string {
  const from = `${quote}${specifier}${quote}`;
  const typeOnly = esm && names.every((one) => one.typeOnly);
  const star = names.find(({ name }) => name === '*');
  const named = names.filter(({ name }) => name !== '*' && name !== 'default');
  const standard = names.find(({ name }) => name === 'default');
  if (!esm) {
    if (star) return `const ${star.local} = require(${from})${semi}`;
    return `const { ${named.map(({ name, local }) => (name === local ? name : `${name}: ${local}`)).join(', ')} } = require(${from})${semi}`;
  }
  const braces = named.length === 0 ? '' : `{ ${named.map(({ name, local, typeOnly: own }) => `${own && !typeOnly ? 'type ' : ''}${name === local ? name : `${name} as ${local}`}`).join(', ')} }`;
  const parts = [standard?.local ?? '', star ? `* as ${star.local}` : '', braces].filter((part) => part !== '');
  return `import ${typeOnly ? 'type ' : ''}${parts.join(', ')} from ${from}${semi}`;
}

/** How a file that imports others the way this one does would name a file. */
export function specifierTo(target: string, source: Source, files: Files): string {
  const alias = aliasOf(source, files, target);
  if (alias !== undefined) return alias;
  const relative = relativePath(folderOf(source.path), target);
  return withEnding(relative, endingIn(source, files), target);
}

/** Specifiers of a file that lead to files of the project. */
function ownImports(source: Source, files: Files): readonly (readonly [specifier: string, file: string])[] {
  const specifiers = new Set<string>();
  for (const node of source.program.body) {
    if (node.type === 'ImportDeclaration') specifiers.add(node.source.value);
    else if (node.type === 'VariableDeclaration') {
      for (const { init } of node.declarations) {
        const call = init?.type === 'MemberExpression' ? init.object : init;
        const [first] = call?.type === 'CallExpression' ? call.arguments : [];
        if (first?.type === 'Literal' && typeof first.value === 'string') specifiers.add(first.value);
      }
    }
  }
  return [...specifiers].flatMap((specifier) => {
    const file = files.fileOf(source.path, specifier);
    return file === undefined ? [] : [[specifier, file] as const];
  });
}

/** `@/lib/env` for `src/lib/env.ts` tells that `@/` is `src/`. */
function aliasOf(source: Source, files: Files, target: string): string | undefined {
  const own = ownImports(source, files);
  const aliased = own.filter(([specifier]) => !specifier.startsWith('.'));
  if (aliased.length * 2 < own.length) return undefined;
  for (const [specifier, file] of aliased) {
    const bare = file.replace(/(?:\/index)?\.[cm]?[jt]sx?$/, '');
    const ending = /\.[cm]?[jt]sx?$/.exec(specifier)?.[0] ?? '';
    const words = specifier.slice(0, specifier.length - ending.length).split('/');
    const parts = bare.split('/');
    let same = 0;
    while (same < words.length && same < parts.length && words[words.length - 1 - same] === parts[parts.length - 1 - same]) same++;
    const prefix = words.slice(0, words.length - same).join('/');
    const folder = parts.slice(0, parts.length - same).join('/');
    if (same === 0 || prefix === '' || !target.startsWith(folder === '' ? '' : `${folder}/`)) continue;
    const rest = target.slice(folder === '' ? 0 : folder.length + 1).replace(/\.[cm]?[jt]sx?$/, '');
    return `${prefix}/${rest}${ending}`;
  }
  return undefined;
}

function relativePath(folder: string, target: string): string {
  const from = folder === '' ? [] : folder.split('/');
  const to = target.split('/');
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  const up = from.slice(same).map(() => '..');
  return `${up.length === 0 ? './' : `${up.join('/')}/`}${to.slice(same).join('/')}`;
}

type Ending = 'none' | 'own' | 'js';

/** How relative specifiers end here; where there is none to look at, as Node would have it. */
function endingIn(source: Source, files: Files): Ending {
  for (const [specifier, file] of ownImports(source, files)) {
    if (!specifier.startsWith('.') || !/\.[cm]?[jt]sx?$/.test(file)) continue;
    const ending = /\.[cm]?[jt]sx?$/.exec(nameOf(specifier))?.[0];
    if (ending === undefined) return 'none';
    return file.endsWith(ending) ? 'own' : 'js';
  }
  const home = files.packageOf(source.path);
  if (!source.esm || ['next', 'nuxt', 'vite', 'astro', '@nestjs/core', '@sveltejs/kit', 'react-router', '@remix-run/node'].some((name) => home?.has(name) === true)) return 'none';
  if (!source.typed) return 'own';
  return home?.type === 'module' ? 'js' : 'none';
}

function withEnding(relative: string, ending: Ending, target: string): string {
  const bare = relative.replace(/\.[cm]?[jt]sx?$/, '');
  if (ending === 'none') return bare;
  const own = /\.[cm]?[jt]sx?$/.exec(target)?.[0] ?? '';
  return `${bare}${ending === 'own' ? own : own.replace('t', 'j').replace('x', '')}`;
}
