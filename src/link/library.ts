import type { Value } from '../model/facts.ts';
import type { Manifest } from '../model/project.ts';
import { importsNode } from './boundary.ts';
import type { Side } from './boundary.ts';
import type { Entry } from './entries.ts';
import type { Module, Program } from './program.ts';
import type { References, Target } from './references.ts';

export interface LibraryContext {
  readonly program: Program;
  readonly references: References;
  isOpen(module: Module): boolean;
  sideOf(module: Module): Side;
  /** Folders of packages whose code a framework runs: applications. */
  readonly served: ReadonlySet<string | undefined>;
}

/** Folders of commands: their functions run once for each start of a tool. */
const COMMANDS = /(?:^|\/)(?:commands?|cli|bin)(?:\/|\.[cm]?[jt]s$)/;
const stem = (target: string): string => target.replace(/^\.\//, '').replace(/\.[cm]?[jt]s$/, '');

interface Library {
  readonly manifest: Manifest;
  /** Those that may run on a server. */
  readonly modules: Module[];
  /** How many run in a browser for sure. */
  client: number;
  /** Some file imports a core module. */
  node: boolean;
}

/** Much of it needs a page and nothing in it needs Node: the files that need neither are for a browser too. */
const isForBrowsers = ({ modules, client, node }: Library): boolean => !node && client * 3 >= modules.length;

/**
 * The public API of libraries: others may call each exported function, and each method of an exported class, any number of times.
 * A package is a library when it publishes something, is not private, and no framework runs its code.
 */
export function apiOf(context: LibraryContext): readonly Entry[] {
  const { program } = context;
  const found = new Map<number, Entry>();
  const libraries = new Map<string, Library>();
  for (const module of program.modules) {
    const manifest = program.project.manifestOf(module.path);
    if (!manifest || manifest.private || manifest.publishes.length === 0 || (context.served.has(manifest.folder) && !manifest.published)) continue;
    let library = libraries.get(manifest.folder);
    if (!library) libraries.set(manifest.folder, (library = { manifest, modules: [], client: 0, node: false }));
    const side = context.sideOf(module);
    if (side === 'server') library.modules.push(module);
    else if (side === 'client') library.client++;
    if (side !== 'aside' && importsNode(module)) library.node = true;
  }
  // A class may have a method that gives an instance of it, a namespace may export itself.
  const classes = new Set<number>();
  const returned = new Set<number>();
  const namespaces = new Set<Module>();
  for (const library of libraries.values()) {
    if (isForBrowsers(library)) continue;
    const { manifest, modules } = library;
    const doors = doorsOf(manifest, modules);
    // A package whose entry is its command is a tool: it runs once.
    if (manifest.bins.length > 0 && manifest.publishes.every((target) => manifest.bins.some((bin) => stem(bin) === stem(target)))) continue;
    // Where the published files are not among the sources, or only point at what is built, any export may be public.
    for (const module of doors.some((door) => !pointsAway(door)) ? doors : modules) addExports(module, new Set());
  }
  return [...found.values()].sort((a, b) => a.fn - b.fn);

  /** The source files that the manifest publishes. */
  function doorsOf(manifest: Manifest, modules: readonly Module[]): readonly Module[] {
    const at = manifest.folder === '' ? 'package.json' : `${manifest.folder}/package.json`;
    const found_ = new Set<Module>();
    for (const target of manifest.publishes) {
      if (target.includes('*')) {
        for (const module of modules) if (isBehind(module, target, at)) found_.add(module);
        continue;
      }
      const resolution = program.project.resolve(at, target.startsWith('.') ? target : `./${target}`);
      const module = resolution.kind === 'file' ? program.moduleAt(resolution.path) : undefined;
      if (module) found_.add(module);
    }
    return [...found_];
  }

  /** `export * from './dist'`, which is built later: nothing in the file leads to a source. */
  function pointsAway(module: Module): boolean {
    const { exports } = module.summary;
    return exports.length > 0 && exports.every((entry) => entry.from?.startsWith('.') === true && program.project.resolve(module.path, entry.from).kind !== 'file');
  }

  /** `./dist/*` publishes every file: is this one of them? */
  function isBehind(module: Module, target: string, at: string): boolean {
    const [, inner] = /^(?:src|source|lib)\/(.*)\.[cm]?[jt]sx?$/.exec(module.path.slice(at.length - 'package.json'.length)) ?? [];
    if (inner === undefined) return false;
    const written = target.replaceAll('*', inner);
    const resolution = program.project.resolve(at, /\.[cm]?js$/.test(written) ? written : `${written}.js`);
    return resolution.kind === 'file' && resolution.path === module.path;
  }

  function addExports(module: Module, seen: Set<Module>): void {
    if (seen.has(module)) return;
    seen.add(module);
    for (const entry of module.summary.exports) {
      if (entry.typeOnly) continue;
      if (entry.from !== undefined) {
        const resolution = program.project.resolve(module.path, entry.from);
        const inner = resolution.kind === 'file' ? program.moduleAt(resolution.path) : undefined;
        if (!inner) continue;
        if (entry.name === '*' || entry.imported === '*' || entry.imported === undefined) addExports(inner, seen);
        else for (const target of context.references.exported(inner, entry.imported)) addTarget(entry.name, target, 0);
      } else if (entry.value) {
        for (const target of context.references.resolve(module, entry.value)) addTarget(entry.name === '=' || entry.name === 'default' ? '' : entry.name, target, 0);
      }
    }
  }

  function addTarget(name: string, target: Target, depth: number): void {
    if (target.kind === 'function') {
      add(target.fn, name);
      // What a public function gives away is public too: handlers that it makes, classes that it derives, instances.
      if (depth < 2 && isFirst(returned, target.fn)) addReturned(target.fn);
    }
    else if (target.kind === 'class') addClass(target.cls);
    else if (target.kind === 'instance') addClass(target.cls);
    else if (target.kind === 'namespace' && isFirst(namespaces, target.module)) addExports(target.module, new Set());
    else if (target.kind === 'object' && target.value.kind === 'object' && depth < 2) {
      for (const [key, value] of target.value.properties) for (const inner of context.references.resolve(target.module, value)) addTarget(key, inner, depth + 1);
    }
  }

  function addReturned(fn: number): void {
    const module = program.moduleOfFunction(fn);
    for (const value of program.functionFact(fn).returns) addGiven(module, value, 0);
  }

  function addGiven(module: Module, value: Value, depth: number): void {
    if (value.kind === 'member') return;
    if (value.kind === 'call') {
      // `return withRouter(Page)`: a wrapper of another package gives what it is given.
      const call = module.summary.calls[value.index];
      if (call && depth < 3 && context.references.resolve(module, call.callee).every((target) => target.kind === 'external')) for (const argument of call.arguments) addGiven(module, argument, depth + 1);
      for (const given of context.references.resolve(module, value)) if (given.kind === 'instance') addClass(given.cls);
      return;
    }
    for (const given of context.references.resolve(module, value)) if ((given.kind === 'function' && depth === 0) || given.kind === 'class' || given.kind === 'instance') addTarget('', given, 2);
  }

  function addClass(cls: number): void {
    for (const at of context.references.lineage(cls)) {
      if (!isFirst(classes, at)) continue;
      const module = program.moduleOfClass(at);
      const fact = program.classFact(at);
      for (const fn of [fact.constructor_, fact.initializer]) if (fn >= 0) add(module.firstFunction + fn, `new ${fact.name}`);
      for (const member of fact.members) {
        // A private one is only as public as what calls it.
        if (member.function !== undefined && !member.private) add(module.firstFunction + member.function, '');
        for (const value of member.values ?? []) if (value.kind === 'call') addBound(module, value.index, member.name);
      }
    }
  }

  /** `this.render = render.bind(this)` makes a method of a function. */
  function addBound(module: Module, index: number, name: string): void {
    const call = module.summary.calls[index];
    if (call?.name !== 'bind' || call.callee.kind !== 'member') return;
    for (const target of context.references.resolve(module, call.callee.of)) if (target.kind === 'function') addTarget(name, target, 1);
  }

  function add(fn: number, name: string): void {
    const module = program.moduleOfFunction(fn);
    const fact = program.functionFact(fn);
    if (found.has(fn) || !context.isOpen(module) || COMMANDS.test(module.path)) return;
    found.set(fn, { fn, per: 'call', label: `${fact.name || name || 'an exported function'}()`, module, at: fact.at, framework: 'library', certainty: 'likely', clientsPerRequest: false });
    if (fact.makes !== undefined) addClass(module.firstClass + fact.makes);
    // What it returns is for its callers to call.
    for (const value of fact.returns) {
      if (value.kind === 'function') add(module.firstFunction + value.index, fact.name);
      else if (value.kind === 'object') for (const [key, property] of value.properties) if (property.kind === 'function') add(module.firstFunction + property.index, key);
    }
  }
}

function isFirst<T>(seen: Set<T>, one: T): boolean {
  if (seen.has(one)) return false;
  seen.add(one);
  return true;
}
