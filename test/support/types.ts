import path from 'node:path';
import ts from 'typescript';

const ROOT = '/nowhere/types';
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, lib: ['lib.esnext.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  strict: true, noEmit: true, skipLibCheck: true, allowJs: true, checkJs: false, jsx: ts.JsxEmit.Preserve, types: ['node'], typeRoots: [path.resolve('node_modules/@types')],
  esModuleInterop: true, allowImportingTsExtensions: true, baseUrl: ROOT, ignoreDeprecations: '6.0', paths: { '@/*': ['./*'] },
};
/** Whatever is imported and not there is `any`; what repairs bring in has its types. */
const AMBIENT = `${ROOT}/ambient.d.ts`;
const MODULES = `
declare module 'lru-cache' {
  export class LRUCache<K extends {}, V extends {}> {
    constructor(options: { max: number; ttl?: number } | { max?: number; ttl: number });
    readonly size: number;
    get(key: K): V | undefined;
    peek(key: K): V | undefined;
    set(key: K, value: V | undefined): this;
    has(key: K): boolean;
    delete(key: K): boolean;
    clear(): void;
    rkeys(): Generator<K, void, unknown>;
    rvalues(): Generator<V, void, unknown>;
    rentries(): Generator<[K, V], void, unknown>;
    rforEach(each: (value: V, key: K, self: LRUCache<K, V>) => unknown, self?: unknown): void;
    [Symbol.iterator](): Generator<[K, V], void, unknown>;
  }
}
declare module '*';
interface RequestInit { next?: { revalidate?: number | false; tags?: string[] } }
`;
const known = new Map<string, ts.SourceFile | undefined>();
let before: ts.Program | undefined;

/** What the compiler says of a project in memory, file by file, without places: "a.ts: Cannot find name 'x'." */
export function typeErrorsIn(files: Readonly<Record<string, string>>): readonly string[] {
  const texts = new Map(Object.entries(files).filter(([name]) => /\.[cm]?[jt]sx?$/.test(name)).map(([name, text]) => [`${ROOT}/${name}`, text]));
  texts.set(AMBIENT, MODULES);
  const host = ts.createCompilerHost(OPTIONS);
  const read = host.getSourceFile.bind(host);
  const own: ts.CompilerHost = {
    ...host,
    getCurrentDirectory: () => ROOT,
    fileExists: (name) => texts.has(name) || (!name.startsWith(ROOT) && host.fileExists(name)),
    readFile: (name) => texts.get(name) ?? host.readFile(name),
    getSourceFile(name, version) {
      const text = texts.get(name);
      if (text !== undefined) return ts.createSourceFile(name, text, version, true);
      // The library and Node's types are the same every time.
      if (!known.has(name)) known.set(name, read(name, version));
      return known.get(name);
    },
  };
  const program = ts.createProgram([...texts.keys()], OPTIONS, own, before);
  before = program;
  return [...texts.keys()].flatMap((name) => {
    const file = program.getSourceFile(name);
    if (!file) return [];
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(({ messageText }) => `${name.slice(ROOT.length + 1)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  });
}
