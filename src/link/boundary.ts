import type { Module, Program } from './program.ts';

/** Where a module runs: on the server, in a browser, or as a tool beside the application (tests, scripts, migrations). */
export type Side = 'server' | 'client' | 'aside';

/** Tests and stories, wherever they stand. */
const TESTS = /(?:^|\/)(?:__tests__|__mocks__|__fixtures__|__testfixtures__|tests?|specs?|e2e|cypress|playwright|stories|storybook|\.storybook|fixtures?|migrations?|seeds?|seeders?|test-utils|[\w-]*test-?suite|codemods?)\/|[._-](?:test|spec|stories|story|bench|e2e|e2e-spec|cy|config|conf)\.[cm]?[jt]sx?$|(?:^|\/)(?:seed|migrate|gulpfile|gruntfile|webpack[^/]*|rollup[^/]*|vite[^/]*|vitest[^/]*|jest[^/]*|karma[^/]*|setupTests?|setupProxy)\.[cm]?[jt]s$|(?:^|\/)tests?\.[cm]?[jt]sx?$/i;
/** What tests start and look at may be whole packages of their own. */
const FIXTURES = /(?:^|\/)(?:__tests__|__fixtures__|fixtures|test-fixtures|tests?\/fixtures?)\//i;
/** Folders of tools at the top of a package; deeper, the same words are parts of an application. */
const TOOLS = /^(?:(?:src\/)?(?:scripts?|bin|cli|benchmarks?|bench|examples?|demos?|samples?|docs?|testing|dev|hack|ci|build)\/|[^/]*(?:\.setup|-setup)\.[cm]?[jt]s$)/i;
/** Tools too, unless the application imports them: then they are what a model may call. */
const TOOLBOX = /^(?:src\/)?tools?\//i;
const FROM_TOOLBOX = /(?:^|\/)tools?(?:\/|$)/i;
const CLIENT = /\.client\.[cm]?[jt]sx?$|(?:^|\/)(?:service-?worker|sw)\.[cm]?[jt]s$|(?:^|\/)public\/.*\.js$|\.(?:ios|android|native|web)\.[jt]sx?$/i;

export interface Boundary {
  sideOf(module: Module): Side;
  /** What told the side, as the end of a sentence. */
  whySide(module: Module): string;
  /** Reached by imports from something that runs on the server. */
  isLoaded(module: Module): boolean;
}

/**
 * Most client code carries no directive. Beside directives and names, what counts is who imports a module: one that only
 * client modules import is client code.
 */
export function boundaryOf(program: Program, hasEntry: (module: Module) => boolean): Boundary {
  const sides = new Map<Module, Side>();
  let served: ReadonlySet<string> | undefined;
  const servesTools = (folder: string): boolean => (served ??= servedToolboxes(program)).has(folder);
  const sideOf = (module: Module): Side => {
    let side = sides.get(module);
    if (side === undefined) sides.set(module, (side = findSide(module, program, servesTools).side));
    return side;
  };
  let loaded: ReadonlySet<Module> | undefined;
  const load = (): ReadonlySet<Module> => {
    const imported = new Set<Module>();
    const imports = new Map<Module, Module[]>();
    for (const module of program.modules) {
      const targets: Module[] = [];
      for (const specifier of module.summary.specifiers) {
        const resolution = program.project.resolve(module.path, specifier);
        const target = resolution.kind === 'file' ? program.moduleAt(resolution.path) : undefined;
        if (target && target !== module) {
          targets.push(target);
          imported.add(target);
        }
      }
      imports.set(module, targets);
    }
    const queue = program.modules.filter((module) => sideOf(module) === 'server' && (hasEntry(module) || !imported.has(module)) && !isUi(module, hasEntry));
    const seen = new Set(queue);
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      for (const target of imports.get(at) ?? []) {
        if (seen.has(target) || sideOf(target) === 'client') continue;
        seen.add(target);
        queue.push(target);
      }
    }
    return seen;
  };
  return { sideOf, whySide: (module) => findSide(module, program, servesTools).why, isLoaded: (module) => (loaded ??= load()).has(module) };
}

/** A component file that nothing imports is a story, a page of a client router or dead; it starts no server. */
function isUi(module: Module, hasEntry: (module: Module) => boolean): boolean {
  return !hasEntry(module) && (module.summary.boundary.hooks || /\.[jt]sx$/.test(module.path));
}

interface Told {
  readonly side: Side;
  readonly why: string;
}

const client = (why: string): Told => ({ side: 'client', why });
const aside = (why: string): Told => ({ side: 'aside', why });
const SERVER: Told = { side: 'server', why: 'nothing says that it runs elsewhere' };

/** Folders of packages whose own code, and not only a script, imports from `tools/`. */
function servedToolboxes(program: Program): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { path, summary } of program.modules) {
    if (!summary.specifiers.some((specifier) => FROM_TOOLBOX.test(specifier))) continue;
    const folder = program.project.manifestOf(path)?.folder ?? '';
    const inside = folder === '' ? path : path.slice(folder.length + 1);
    if (!TOOLBOX.test(inside) && !TOOLS.test(inside) && !TESTS.test(inside)) found.add(folder);
  }
  return found;
}

function findSide(module: Module, program: Program, servesTools: (folder: string) => boolean): Told {
  const { boundary, specifiers } = module.summary;
  if (boundary.directive === 'use client') return client("it begins with 'use client'");
  if (CLIENT.test(module.path)) return client('its name says that it runs in a browser or on a device');
  const folder = program.project.manifestOf(module.path)?.folder ?? '';
  const path = folder === '' ? module.path : module.path.slice(folder.length + 1);
  if (TESTS.test(path) || TESTS.test(withoutPackages(folder)) || FIXTURES.test(module.path)) return aside('its name or folder is one of tests, stories, migrations or configuration');
  if (/(?:^|\/)\.[^/.][^/]*\//.test(module.path)) return aside('it stands in a folder whose name begins with a dot');
  const runner = specifiers.find((specifier) => TEST_RUNNERS.has(specifier));
  if (runner !== undefined) return aside(`it imports a test runner, \`${runner}\``);
  const isTool = TOOLS.test(path) || TOOLS.test(withoutPackages(folder)) || TOOLBOX.test(withoutPackages(folder)) || (TOOLBOX.test(path) && !servesTools(folder));
  if (isTool && !isConventional(path)) return aside('it stands in a folder of tools beside the application');
  if (boundary.browser && !importsNode(module)) return client('it uses globals of the browser, and nothing of Node');
  if (boundary.hooks && specifiers.includes('react-native')) return client('it is a component of React Native');
  return SERVER;
}

/** Files that a framework loads by their path are its own, whatever the folder is called. */
const isConventional = (path: string): boolean => /(?:^|\/)(?:app|pages|routes|server|api)\//.test(path);

/** `packages/cli` is a package by that name, and as such a tool. */
function withoutPackages(folder: string): string {
  return folder === '' ? '' : `${folder.slice(folder.lastIndexOf('/') + 1)}/`;
}

/** Importing one of these tells a test, whatever its name. */
const TEST_RUNNERS = new Set(['vitest', '@jest/globals', 'node:test', '@playwright/test', 'mocha', 'ava', 'tap', 'uvu', 'supertest', 'bun:test']);

/** A core module is among its imports. */
export const importsNode = ({ summary }: Module): boolean => summary.specifiers.some((specifier) => specifier.startsWith('node:') || CORE.has(specifier));

const CORE = new Set(['fs', 'path', 'http', 'https', 'net', 'os', 'child_process', 'events', 'stream', 'crypto', 'worker_threads', 'util', 'url', 'zlib']);
