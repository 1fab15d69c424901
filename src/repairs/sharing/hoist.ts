import type { Edit } from '../../model/repair.ts';
import { parentOf } from '../../extract/parse.ts';
import type { NodeOf } from '../../extract/parse.ts';
import { hasComment, indentAt, lineStartAt, sourceText } from '../source.ts';
import type { Planned, Task } from '../plan.ts';
import { linesRemoved, ownsItsLines, textIndented } from '../lines.ts';
import { endOfLineAfter, withComments } from '../statements.ts';
import { makingOf } from './declare.ts';
import { globalName, isFreeAtTop, nameFor, nameFromMaker, newName } from './names.ts';
import type { Site } from './site.ts';
import { anchorFor, annotationOf, declaredAfter, dependsOnPlace, makingText, replaced, siteOf, withoutReleases } from './site.ts';

/** It is made once, with the module. */
export function hoist({ repair: { back }, finding, source }: Task<'hoist'>): Planned {
  const site = siteOf(source, finding, back);
  if (typeof site === 'string') return site;
  const problem = notAtTop(site);
  if (problem !== undefined) return problem;
  if (site.shape === 'dropped') return moved(site);
  return atTop(site, 'Create it once, at the top of the module', (name) => {
    const annotation = annotationOf(site);
    return `const ${name}${annotation === undefined ? '' : `: ${annotation}`} = ${makingText(site)}${source.semi}`;
  });
}

/** It is made once, and found again when the module is run again. */
export function globalMemo({ repair: { back }, finding, source }: Task<'global-memo'>): Planned {
  const site = siteOf(source, finding, back);
  if (typeof site === 'string') return site;
  const problem = notAtTop(site) ?? (site.shape === 'dropped' ? 'nothing holds it' : undefined);
  if (problem !== undefined) return problem;
  return atTop(site, 'Create it once, and keep it on `globalThis` while the development server reloads', (name) => {
    const { before, text, type } = makingOf(site, name);
    const holder = globalName(source, name);
    const { semi, quote } = source;
    return `${before}const ${holder} = globalThis${type === undefined ? '' : ` as unknown as { ${name}?: ${type} }`}${semi}\nconst ${name} = ${holder}.${name} ?? ${text}${semi}\nif (process.env.NODE_ENV !== ${quote}production${quote}) ${holder}.${name} = ${name}${semi}`;
  });
}

function notAtTop(site: Site): string | undefined {
  if (site.sameness.locals.size > 0) return 'its arguments are put together in the function';
  return dependsOnPlace(site);
}

function atTop(site: Site, title: string, declared: (name: string) => string): Planned {
  const { source, held } = site;
  const wanted = held?.name ?? (site.shape === 'returned' ? nameFromMaker(nameOfFunction(site), site.call) : nameFor(site.call));
  const same = sameAtTop(site);
  const name = same ?? (held && isFreeAtTop(source, wanted) ? wanted : newName(source, wanted));
  const uses = usesOf(site, name);
  if (typeof uses === 'string') return uses;
  const lines = `${uses.comments}${declared(name)}`;
  const edits = [...(same === undefined ? [declaredAfter(source, anchorFor(site), site.call, lines)] : []), ...uses.edits];
  const [first, ...rest] = edits;
  return first === undefined ? 'there is nothing to change' : { title: same === undefined ? title : `Use the \`${same}\` of the module`, edits: [first, ...rest] };
}

export function nameOfFunction({ own }: Site): string | undefined {
  if (own.id?.type === 'Identifier') return own.id.name;
  const parent = parentOf(own);
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  return undefined;
}

/** The module has one that is made just so. */
function sameAtTop({ source, whole }: Site): string | undefined {
  const wanted = plain(sourceText(source, whole));
  for (const statement of source.program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') continue;
    for (const { id, init } of declaration.declarations) if (id.type === 'Identifier' && init && plain(sourceText(source, init)) === wanted) return id.name;
  }
  return undefined;
}

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ');

/** What becomes of the place where it was made, with the comments that go with it. */
export function usesOf(site: Site, name: string, put: string = name): { readonly edits: readonly Edit[]; readonly comments: string } | string {
  const { source, held } = site;
  if (!held) return { edits: [replaced(site, put)], comments: '' };
  const removed = withoutReleases(site);
  if (typeof removed === 'string') return removed;
  const { declaration } = held;
  if (put !== name) return { edits: [replaced(site, put), ...removed], comments: '' };
  if (!ownsItsLines(source, declaration)) return 'its declaration shares a line with other code';
  const start = withComments(source, declaration);
  const end = endOfLineAfter(source, declaration);
  if (hasComment(source, declaration.start, site.whole.start) || hasComment(source, site.whole.end, declaration.end)) return 'a comment stands within its declaration';
  const above = start === declaration.start ? '' : `${textIndented(source, declaration, start, endBefore(source.text, declaration.start), indentAt(source, start), '').replaceAll('\r\n', '\n')}\n`;
  const behind = source.text.slice(declaration.end, end).trim();
  const renamed = name === held.name ? [] : renamings(held.variable.places, held.declarator, name);
  return { edits: [linesRemoved(source, lineStartAt(source, start), end), ...removed, ...renamed.filter(({ start: at }) => !removed.some((edit) => edit.start <= at && at < edit.end))], comments: above + (behind === '' ? '' : `${behind}\n`) };
}

function endBefore(text: string, at: number): number {
  const end = text.lastIndexOf('\n', at - 1);
  return text[end - 1] === '\r' ? end - 1 : end;
}

function renamings(places: readonly { readonly start: number; readonly end: number }[], declarator: NodeOf<'VariableDeclarator'>, name: string): readonly Edit[] {
  return places.filter(({ start }) => start < declarator.start || start >= declarator.end).map((place) => {
    const parent = parentOf(place as NodeOf<'Identifier'>);
    const own = (place as NodeOf<'Identifier'>).name;
    return { start: place.start, end: place.end, text: parent?.type === 'Property' && parent.shorthand ? `${own}: ${name}` : name };
  });
}

/** `collectDefaultMetrics();`: the statement itself goes to the top. */
function moved(site: Site): Planned {
  const { source, whole } = site;
  const statement = parentOf(whole);
  if (statement?.type !== 'ExpressionStatement' || !ownsItsLines(source, statement)) return 'its statement shares a line with other code';
  const start = withComments(source, statement);
  const end = endOfLineAfter(source, statement);
  const text = textIndented(source, statement, start, end, indentAt(source, statement.start), '').replaceAll('\r\n', '\n');
  return { title: 'Call it once, at the top of the module', edits: [declaredAfter(source, anchorFor(site), site.call, text), linesRemoved(source, lineStartAt(source, start), end)] };
}
