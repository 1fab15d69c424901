import { parentOf } from '../../extract/parse.ts';
import type { Node } from '../../extract/parse.ts';
import { insertion } from '../edits.ts';
import type { Edit } from '../../model/repair.ts';
import type { Planned, Task } from '../plan.ts';
import type { Source } from '../source.ts';
import { functionAround, lineStartAt } from '../source.ts';
import { topLevelOf, withComments } from '../statements.ts';
import { makingOf } from './declare.ts';
import { nameOfFunction, usesOf } from './hoist.ts';
import { getterName, nameFor, nameFromMaker, newName, sharedName } from './names.ts';
import type { Site } from './site.ts';
import { anchorFor, declaredAfter, siteOf } from './site.ts';

/** The first who needs it makes it, and it is kept for all others. */
export function lazy({ repair: { back }, finding, source }: Task<'lazy'>): Planned {
  const site = siteOf(source, finding, back);
  if (typeof site === 'string') return site;
  if (site.shape === 'dropped') return 'nothing holds it';
  if (site.own.generator) return 'a generator makes it';
  if (site.shape === 'returned') return inMaker(site);
  return site.sameness.locals.size > 0 ? inPlace(site) : behindGetter(site);
}

/** `return new Client()` becomes `return (client ??= new Client())`. */
function inMaker(site: Site): Planned {
  const { source } = site;
  const name = newName(source, nameFromMaker(nameOfFunction(site), site.call));
  return kept(site, name, 'Make it on the first call, and keep it for the next ones');
}

/** What the arguments rest on stays where it is, checks of the environment among it. */
function inPlace(site: Site): Planned {
  const name = sharedName(site.source, site.held?.name ?? nameFor(site.call));
  return kept(site, name, 'Make it for the first request, and keep it for the next ones');
}

function kept(site: Site, name: string, title: string): Planned {
  const { source, whole } = site;
  const { before, text, type } = makingOf(site, name, { inPlace: site.sameness.locals.size > 0 });
  const lines = `${before}let ${name}${type === undefined ? '' : `: ${type} | undefined`}${source.semi}`;
  const uses = usesOf(site, '', 'kept');
  if (typeof uses === 'string') return uses;
  const releases = uses.edits.filter(({ start, end }) => start !== whole.start || end !== whole.end);
  const value = before === '' ? [insertion(whole.start, `(${name} ??= `), insertion(whole.end, ')')] : [{ start: whole.start, end: whole.end, text: `(${name} ??= ${text})` }];
  return { title, edits: [declaredFor(site, before, lines), ...value, ...releases] };
}

/** Near the function, unless something calls that while the module is loaded. */
function declaredFor(site: Site, before: string, lines: string): Edit {
  const { source, call } = site;
  const top = topLevelOf(call);
  const early = before === '' && !isCalledEarlier(source, top) && site.shape === 'returned';
  if (!early) return declaredAfter(source, anchorFor(site), site.call, lines);
  const at = withComments(source, top);
  const crowded = at > 0 && !/(?:^|\n)[ \t]*\r?\n$/.test(source.text.slice(0, at));
  return lineStartAt(source, at) === at ? insertion(at, `${crowded ? source.eol : ''}${lines}${source.eol}${source.eol}`) : declaredAfter(source, anchorFor(site), site.call, lines);
}

/** Code that runs when the module is loaded names a function that is declared further down. */
function isCalledEarlier(source: Source, top: Node): boolean {
  const declaration = top.type === 'ExportNamedDeclaration' || top.type === 'ExportDefaultDeclaration' ? (top.declaration as Node | null) : top;
  const id = declaration?.type === 'FunctionDeclaration' ? declaration.id : undefined;
  const variable = id ? source.scopes.variableOf(id) : undefined;
  return variable?.places.some((place) => place.start < top.start && functionAround(place) === undefined && parentOf(place)?.type !== 'ExportSpecifier') ?? false;
}

/** `const pool = getPool();`, with the getter at the top of the module. */
function behindGetter(site: Site): Planned {
  const { source, held } = site;
  const name = held?.name ?? nameFor(site.call);
  const shared = sharedName(source, name);
  const getter = getterName(source, name);
  const { before, text, type } = makingOf(site, name);
  const { semi, unit } = source;
  const body = text.split('\n').join(`\n${unit}`);
  const uses = usesOf(site, name, `${getter}()`);
  if (typeof uses === 'string') return uses;
  const lines = `${before}let ${shared}${type === undefined ? '' : `: ${type} | undefined`}${semi}\n\nfunction ${getter}() {\n${unit}return (${shared} ??= ${body})${semi}\n}`;
  return { title: 'Make it for the first request, and keep it for the next ones', edits: [declaredAfter(source, anchorFor(site), site.call, lines), ...uses.edits] };
}
