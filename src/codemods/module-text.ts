/** The module that makes a client once. */
import { forEachChild } from '../extract/parse.ts';
import type { Node } from '../extract/parse.ts';
import { sourceText } from '../repairs/source.ts';
import type { Source } from '../repairs/source.ts';
import type { Files } from './codemod.ts';
import { declaredText, renamed } from './construction.ts';
import type { Construction } from './construction.ts';
import type { ModulePlace } from './layout.ts';
import { importLine, specifierTo } from './modules.ts';

export interface ModuleText {
  readonly text: string;
  /** The getter gives a promise. */
  readonly awaits: boolean;
}

/** The imports, constants and the function `create` of a module that makes it. */
export function creation(made: Construction, place: Pick<ModulePlace, 'file'>, files: Files): { readonly head: readonly string[]; readonly awaits: boolean } {
  const { source, call, awaited, setup, imports, constants, locals, guards, variable } = made;
  const { unit, semi } = source;
  const awaits = awaited || setup.some(hasAwait);
  // The new file is written as this one is; its own imports go the other way.
  const as: Source = { ...source, path: place.file };
  const lines: string[] = [];
  const bySpecifier = new Map<string, typeof imports>();
  for (const one of imports) {
    const specifier = one.isFile ? specifierFor(one.target, one.specifier, as, files) : one.specifier;
    bySpecifier.set(specifier, [...(bySpecifier.get(specifier) ?? []), one]);
  }
  for (const [specifier, names] of bySpecifier) lines.push(importLine(names, specifier, source));
  if (lines.length > 0) lines.push('');
  for (const constant of constants) lines.push(`${declaredText(source, constant)}${semi}`);
  if (constants.length > 0) lines.push('');

  const body: string[] = [];
  const steps: readonly { readonly start: number; readonly text: string }[] = [
    ...locals.map((one) => ({ start: one.defs[0]?.name.start ?? 0, text: `${declaredText(source, one)}${semi}` })),
    ...guards.map((guard) => ({ start: guard.start, text: guardText(source, guard) })),
  ];
  for (const { text } of [...steps].sort((a, b) => a.start - b.start)) body.push(text);
  const making = `${awaited ? 'await ' : ''}${sourceText(source, call)}`;
  if (setup.length === 0) body.push(`return ${making}${semi}`);
  else body.push(`const client = ${making}${semi}`, ...setup.map((node) => renamed(source, node, variable)), `return client${semi}`);
  lines.push(`${awaits ? 'async ' : ''}function create() {`, ...body.flatMap((text) => outdented(text).map((line) => (line === '' ? '' : unit + line))), '}', '');
  return { head: lines, awaits };
}

export function moduleText(made: Construction, place: ModulePlace, files: Files): ModuleText {
  const { source } = made;
  const { unit, semi, eol, typed, esm } = source;
  const { head, awaits } = creation(made, place, files);
  const lines: string[] = [...head];
  const { name, getter } = place;
  const isNext = files.packageOf(source.path)?.has('next') === true;
  const kept = `ReturnType<typeof create>`;
  if (isNext) {
    lines.push('// Next.js may load a module more than once, also on each hot reload: only `globalThis` is one for all.');
    lines.push(typed ? `const memo = globalThis as typeof globalThis & { ${name}Client?: ${kept} }${semi}` : `const memo = globalThis${semi}`, '');
  } else lines.push(typed ? `let ${name}${suffix(name)}: ${kept} | undefined${semi}` : `let ${name}${suffix(name)}${semi}`, '');
  const slot = isNext ? `memo.${name}Client` : `${name}${suffix(name)}`;
  lines.push(`/** The only one of the process${awaits ? '; one that could not be made is made again' : ''}. */`, `${esm ? 'export ' : ''}function ${getter}() {`);
  if (awaits) {
    lines.push(
      `${unit}${slot} ??= create().catch((error${typed ? ': unknown' : ''}) => {`, `${unit}${unit}${slot} = undefined${semi}`, `${unit}${unit}throw error${semi}`, `${unit}})${semi}`, `${unit}return ${slot}${semi}`,
    );
  } else lines.push(`${unit}return (${slot} ??= create())${semi}`);
  lines.push('}', ...(esm ? [] : ['', `module.exports = { ${getter} }${semi}`]), '');
  return { text: lines.join('\n').replaceAll(/\r?\n/g, eol), awaits };
}

/** Never the name of what is imported. */
const suffix = (name: string): string => (name.endsWith('Client') ? 'Shared' : 'Client');

/** An alias stays; what was relative is so from the new place. */
const specifierFor = (target: string, written: string, as: Source, files: Files): string => (written.startsWith('.') ? specifierTo(target, { ...as, program: { ...as.program, body: [] } }, files) : written);

function hasAwait(node: Node): boolean {
  let found = node.type === 'AwaitExpression';
  forEachChild(node, (child) => {
    if (!child.type.includes('Function')) found ||= hasAwait(child);
  });
  return found;
}

/** A check that ends the request where it stands has to throw here: nobody else is there to answer. */
function guardText(source: Source, guard: Construction['guards'][number]): string {
  const { consequent } = guard;
  const only = consequent.type === 'BlockStatement' ? consequent.body[0] : consequent;
  const single = consequent.type !== 'BlockStatement' || consequent.body.length === 1;
  const { quote, semi } = source;
  const test = sourceText(source, guard.test);
  if (single && only?.type === 'ThrowStatement' && !/[`$]/.test(sourceText(source, only as Node))) return `if (${test}) ${sourceText(source, only as Node).replace(/;?$/, '')}${semi}`;
  return `if (${test}) throw new Error(${quote}The configuration of the client is not complete${quote})${semi}`;
}

/** The lines of a text that stood deeper, as if it began at the left. */
function outdented(text: string): readonly string[] {
  const [first = '', ...rest] = text.split(/\r?\n/);
  const depth = Math.min(...rest.filter((line) => line.trim() !== '').map((line) => (/^[ \t]*/.exec(line)?.[0] ?? '').length));
  // What closes a bracket stands as deep as the statement did.
  const cut = Number.isFinite(depth) ? depth : 0;
  return [first, ...rest.map((line) => line.slice(Math.min(cut, line.length)))];
}
