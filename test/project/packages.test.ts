import { describe, expect, test } from 'vitest';
import { summarizer } from '../../src/hosts/index-of.ts';
import { KNOWLEDGE } from '../../src/knowledge/index.ts';
import { catalogueOf } from '../../src/link/catalogue.ts';
import { placeInPackage, readingOf } from '../../src/link/packages.ts';
import type { Reading } from '../../src/link/packages.ts';
import { readPackage } from '../../src/project/packages.ts';
import { folderWith } from '../hosts/cli/samples.ts';

const CATALOGUE = catalogueOf(KNOWLEDGE);

/** What the source of an installed package says on one of its exports. */
function reading(files: Readonly<Record<string, string>>, origin: string): Reading | undefined {
  const root = folderWith({ 'package.json': '{}', ...Object.fromEntries(Object.entries(files).map(([file, text]) => [`node_modules/frob/${file}`, text])) });
  const place = placeInPackage(origin);
  const source = place && readPackage(root, 'app.js', place.name, place.subpath, summarizer(KNOWLEDGE));
  return source && readingOf(source, place.path, CATALOGUE);
}

const begun = (files: Readonly<Record<string, string>>, origin = 'frob#Frob'): readonly string[] | undefined =>
  reading({ 'package.json': '{ "name": "frob", "version": "1.2.3", "type": "module" }', ...files }, origin)?.begun.map(({ what, file, at }) => `${what} ${file}:${String(at[0])}`);

describe('making something of a package', () => {
  test.each<[string, string, string]>([
    ['a timer, in a method that the constructor calls', 'export class Frob {\n  constructor() { this.start(); }\n  start() { this.t = setInterval(() => {}, 1); }\n}', 'timer index.js:3'],
    ['a timer that arms itself again', 'export class Frob {\n  constructor() { this.tick(); }\n  tick() { this.t = setTimeout(() => this.tick(), 1); }\n}', 'timer index.js:3'],
    ['a listener on the process', "export function Frob() {\n  process.on('exit', () => {});\n}", 'process listener index.js:2'],
    ['a connection', "import net from 'node:net';\nexport class Frob {\n  socket = net.connect(80);\n}", 'connection index.js:3'],
    ['an entry in a registry', 'const all = new Set();\nexport class Frob {\n  constructor() { all.add(this); }\n}', 'registry index.js:3'],
  ])('begins %s', (_, text, what) => {
    expect(begun({ 'index.js': text })).toEqual([what]);
  });

  test.each<[string, string]>([
    ['in a method that nobody calls', 'export class Frob {\n  start() { setInterval(() => {}, 1); }\n}'],
    ['in a callback that comes later', "export class Frob {\n  constructor(bus) { bus.on('x', () => setInterval(() => {}, 1)); }\n}"],
    ['once for all', 'let t;\nexport class Frob {\n  constructor() { t ??= setInterval(() => {}, 1); }\n}'],
    ['that it ends itself', 'export function Frob() {\n  const t = setInterval(() => {}, 1);\n  clearInterval(t);\n}'],
  ])('begins nothing %s', (_, text) => {
    expect(begun({ 'index.js': text })).toEqual([]);
  });

  test('is followed through files, base classes and what compilers write', () => {
    expect(begun({
      'package.json': '{ "name": "frob", "version": "1.0.0", "main": "./dist/index.js" }',
      'dist/index.js': '"use strict";\n__exportStar(require("./frob"), exports);\n',
      'dist/frob.js': '"use strict";\nObject.defineProperty(exports, "Frob", { enumerable: true, get: function () { return impl_1.Frob; } });\nconst impl_1 = require("./impl");\n',
      'dist/impl.js': '"use strict";\nclass Base {\n  constructor() { setInterval(() => {}, 1); }\n}\nclass Frob extends Base {\n  close() {}\n}\nexports.Frob = Frob;\n',
    })).toEqual(['timer dist/impl.js:3']);
    expect(begun({
      'package.json': '{ "name": "frob", "version": "1.0.0", "exports": { "./sub": { "types": "./sub.d.ts", "default": "./sub.js" } } }',
      'sub.js': 'var sub_exports = {};\n__export(sub_exports, { Frob: () => Frob });\nmodule.exports = __toCommonJS(sub_exports);\nclass Frob {\n  t = setInterval(() => {}, 1);\n}\n',
    }, 'frob/sub#Frob')).toEqual(['timer sub.js:5']);
  });

  test('may be ended by what is called so', () => {
    expect(reading({ 'package.json': '{ "name": "frob", "main": "a.js" }', 'a.js': 'module.exports = class Frob {\n  close() {}\n  frob() {}\n  destroy() {}\n};' }, 'frob#')).toEqual({ found: true, begun: [], ends: ['close', 'destroy'] });
  });

  test('is unknown where it cannot be read', () => {
    expect(reading({ 'package.json': '{ "name": "frob" }', 'index.js': 'export const other = 1;' }, 'frob#Frob')).toEqual({ found: false, begun: [], ends: [] });
    expect(reading({ 'package.json': '{ "name": "frob" }', 'index.js': 'export const' }, 'frob#Frob')).toBeUndefined();
    expect(reading({ 'package.json': '{ "name": "frob" }', 'index.js': 'a();' }, 'unknown#Frob')).toBeUndefined();
    expect(reading({ 'package.json': '{ "name": "frob" }', 'index.js': `// ${'x'.repeat(500_000)}` }, 'frob#Frob')).toBeUndefined();
  });
});

test('places in packages', () => {
  expect(placeInPackage('@a/b/c#d.E')).toEqual({ name: '@a/b', subpath: 'c', path: ['d', 'E'] });
  expect(placeInPackage('a#')).toEqual({ name: 'a', subpath: '', path: [] });
  for (const origin of ['a#b().c', 'node:net#connect', 'global#Map', '@a/*#b']) expect(placeInPackage(origin)).toBeUndefined();
});
