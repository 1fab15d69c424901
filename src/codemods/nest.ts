/**
 * The same in a NestJS application, as its users would write it: a provider that the container makes once, gives to the classes that ask for
 * it in their constructors, and ends with the application.
 *
 *     orders.service.ts: const pool = new Pool()       clients/pg.ts: @Injectable() class PgProvider { get() { … } }
 *     quotes.service.ts: const pool = new Pool()     ⟶ orders.service.ts: constructor(private readonly pg: PgProvider) …  this.pg.get()
 *                                                      app.module.ts: imports: [PgModule]
 */
import { keyName, parentOf } from '../extract/parse.ts';
import type { Node, NodeOf } from '../extract/parse.ts';
import type { NonEmpty } from '../model/knowledge.ts';
import type { Edit } from '../model/repair.ts';
import type { Finding } from '../model/rule.ts';
import { edited, insertion } from '../repairs/edits.ts';
import { importNamed } from '../repairs/imports.ts';
import { indentAt, upwards } from '../repairs/source.ts';
import type { Source } from '../repairs/source.ts';
import type { Changes, Files } from './codemod.ts';
import type { Construction } from './construction.ts';
import type { ModulePlace } from './layout.ts';
import { creation } from './module-text.ts';
import { importLine, specifierTo } from './modules.ts';
import { replaced } from './site.ts';

type ClassNode = NodeOf<'ClassDeclaration'> | NodeOf<'ClassExpression'>;

/** Decorators of classes that the container makes. */
const MANAGED = new Set(['Injectable', 'Controller', 'WebSocketGateway', 'Resolver', 'Processor']);

/** Whether all places are methods of classes that Nest makes, so that a provider can be asked for. */
export function isManaged(sites: readonly Construction[]): boolean {
  return sites.every((site) => classAround(site) !== undefined);
}

/** The changes, or the end of a sentence that says why there are none. */
export function asProvider(sites: NonEmpty<readonly [Finding, Construction]>, place: ModulePlace, files: Files, sourceFor: (file: string) => Source | undefined): Changes | string {
  const [[finding, first]] = sites;
  const root = rootModule(files, sourceFor);
  if (!root) return 'the module that the application is made from was not found';
  const names = { provider: `${pascal(place.name)}Provider`, module: `${pascal(place.name)}Module` };
  const made = providerText(first, place, names, files, endOf(finding));
  const changes = new Map<string, string>([[place.file, made.text]]);
  for (const file of new Set(sites.map(([, site]) => site.file))) {
    const own = sites.flatMap(([, site]) => (site.file === file ? [site] : []));
    const text = withProvider(own, names.provider, place, made.awaits, files);
    if (typeof text !== 'object') return text;
    changes.set(file, text.text);
  }
  const before = changes.get(root.source.path);
  if (before !== undefined) return 'a place that makes one is in the file of the module itself';
  changes.set(root.source.path, withImport(root.source, root.imports, names.module, place, files));
  return changes;
}

/** The class whose `this` a place has, when Nest makes it. */
function classAround({ call }: Construction): ClassNode | undefined {
  for (const at of upwards(call)) {
    if (at.type === 'FunctionDeclaration') return undefined;
    if (at.type === 'FunctionExpression' && parentOf(at)?.type !== 'MethodDefinition') return undefined;
    const method = parentOf(at);
    if (method?.type === 'MethodDefinition' && (method.static || method.kind === 'constructor')) return undefined;
    if (at.type === 'PropertyDefinition' && at.static) return undefined;
    if (at.type === 'ClassDeclaration' || at.type === 'ClassExpression') return at.decorators.some((one) => MANAGED.has(decoratorName(one.expression as Node))) ? at : undefined;
  }
  return undefined;
}

function decoratorName(node: Node): string {
  const callee = node.type === 'CallExpression' ? node.callee : node;
  return callee.type === 'Identifier' ? callee.name : '';
}

interface RootModule {
  readonly source: Source;
  readonly imports: NodeOf<'ArrayExpression'>;
}

/** The class that `NestFactory.create` is given, with its list of imports. */
function rootModule(files: Files, sourceFor: (file: string) => Source | undefined): RootModule | undefined {
  for (const file of files.names) {
    if (!/(?:^|\/)main\.[cm]?[jt]s$/.test(file)) continue;
    const [, name] = /NestFactory\s*\.\s*create\w*(?:<[^>]*>)?\(\s*(\w+)/.exec(files.textOf(file) ?? '') ?? [];
    const main = name === undefined ? undefined : sourceFor(file);
    if (!main || name === undefined) continue;
    for (const node of main.program.body) {
      if (node.type !== 'ImportDeclaration' || !node.specifiers.some(({ local }) => local.name === name)) continue;
      const target = files.fileOf(file, node.source.value);
      const source = target === undefined ? undefined : sourceFor(target);
      const imports = source && importsOf(source, name);
      if (source && imports) return { source, imports };
    }
  }
  return undefined;
}

function importsOf(source: Source, name: string): NodeOf<'ArrayExpression'> | undefined {
  for (const statement of source.program.body) {
    const node = statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration' ? statement.declaration : statement;
    if (node?.type !== 'ClassDeclaration' || node.id?.name !== name) continue;
    const call = [...node.decorators, ...('decorators' in statement && Array.isArray(statement.decorators) ? (statement.decorators as typeof node.decorators) : [])].map(({ expression }) => expression).find((one) => decoratorName(one as Node) === 'Module');
    const [options] = call?.type === 'CallExpression' ? call.arguments : [];
    if (options?.type !== 'ObjectExpression') return undefined;
    for (const property of options.properties) if (property.type === 'Property' && keyName(property) === 'imports' && property.value.type === 'ArrayExpression') return property.value;
  }
  return undefined;
}

function withImport(source: Source, list: NodeOf<'ArrayExpression'>, module: string, place: ModulePlace, files: Files): string {
  const imported = importNamed(source, module, specifierTo(place.file, source, files));
  const last = list.elements.at(-1);
  const ownLines = last ? source.text.slice(list.start, last.start).includes('\n') : false;
  const edit: Edit = last ? insertion(last.end, ownLines ? `,${source.eol}${indentAt(source, last.start)}${imported.as}` : `, ${imported.as}`) : { start: list.start, end: list.end, text: `[${imported.as}]` };
  return edited(source.text, [...imported.edits, edit]);
}

/** How one is ended, where that is known. */
function endOf({ repairs }: Finding): { readonly method: string; readonly awaited: boolean } | undefined {
  for (const repair of repairs ?? []) if (repair.kind === 'release-finally' && repair.back.method !== undefined && repair.back.method !== '()') return { method: repair.back.method, awaited: repair.back.awaited };
  return undefined;
}

function providerText(made: Construction, place: ModulePlace, names: { readonly provider: string; readonly module: string }, files: Files, end: ReturnType<typeof endOf>): { readonly text: string; readonly awaits: boolean } {
  const { source } = made;
  const { unit, semi, eol } = source;
  const { head, awaits } = creation(made, place, files);
  const nest = ['Global', 'Injectable', 'Module', ...(end ? ['OnModuleDestroy'] : [])].map((name) => ({ local: name, name, typeOnly: name === 'OnModuleDestroy' }));
  const ending = awaits ? `(await this.client)?.${end?.method ?? ''}()` : `this.client?.${end?.method ?? ''}()`;
  const lines = [
    importLine(nest, '@nestjs/common', source),
    ...head,
    '/** Makes the only one of the application, when it is asked for first. */',
    '@Injectable()',
    `export class ${names.provider}${end ? ' implements OnModuleDestroy' : ''} {`,
    `${unit}private client: ReturnType<typeof create> | undefined${semi}`,
    '',
    `${unit}get() {`,
    ...(awaits
      ? [`${unit}${unit}this.client ??= create().catch((error: unknown) => {`, `${unit}${unit}${unit}this.client = undefined${semi}`, `${unit}${unit}${unit}throw error${semi}`, `${unit}${unit}})${semi}`, `${unit}${unit}return this.client${semi}`]
      : [`${unit}${unit}return (this.client ??= create())${semi}`]),
    `${unit}}`,
    ...(end ? ['', `${unit}async onModuleDestroy() {`, `${unit}${unit}${end.awaited ? 'await ' : ''}${ending}${semi}`, `${unit}}`] : []),
    '}',
    '',
    '@Global()',
    `@Module({ providers: [${names.provider}], exports: [${names.provider}] })`,
    `export class ${names.module} {}`,
    '',
  ];
  return { text: lines.join('\n').replaceAll(/\r?\n/g, eol), awaits };
}

/** The classes ask for the provider in their constructors. */
function withProvider(sites: readonly Construction[], provider: string, place: ModulePlace, awaits: boolean, files: Files): { readonly text: string } | string {
  const [first] = sites;
  if (!first) return 'there is nothing to replace';
  const { source } = first;
  const imported = importNamed(source, provider, specifierTo(place.file, source, files));
  const edits: Edit[] = [...imported.edits];
  for (const node of new Set(sites.map(classAround))) {
    const field = node && asked(source, node, place.name, imported.as);
    if (!field) return 'the class has a constructor of another one, which would have to be called';
    edits.push(field);
  }
  return replaced(sites, `this.${place.name}.get()`, awaits, edits);
}

/** The edit that adds a constructor parameter; undefined when that is not possible. */
function asked(source: Source, node: ClassNode, field: string, type: string): Edit | undefined {
  const { unit, eol } = source;
  const members = node.body.body;
  if (members.some((member) => 'key' in member && keyName(member as { key: Node }) === field)) return undefined;
  const parameter = `private readonly ${field}: ${type}`;
  const existing = members.find((member) => member.type === 'MethodDefinition' && member.kind === 'constructor');
  if (existing?.type === 'MethodDefinition') {
    const last = existing.value.params.at(-1);
    if (!last) return insertion(source.text.indexOf('(', existing.key.end) + 1, parameter);
    if (source.text.slice(existing.key.end, last.end).includes(` ${field}:`)) return undefined;
    const ownLines = source.text.slice(existing.key.end, last.start).includes('\n');
    return insertion(last.end, ownLines ? `,${eol}${indentAt(source, last.start)}${parameter}` : `, ${parameter}`);
  }
  if (node.superClass) return undefined;
  const indent = `${indentAt(source, node.start)}${unit}`;
  const fields = members.filter((member) => member.type === 'PropertyDefinition');
  const after = fields.at(-1);
  const at = after ? after.end : node.body.start + 1;
  return insertion(at, `${after ? eol : ''}${eol}${indent}constructor(${parameter}) {}${after ? '' : eol}`);
}

const pascal = (name: string): string => name.replace(/^_?[a-z]/, (letter) => letter.toUpperCase());
