import { describe, expect, test } from 'vitest';
import type { ModuleSummary } from '../../src/model/facts.ts';
import { summaryOf } from '../support/project.ts';
import { valueText } from '../support/values.ts';

/** The last argument of the call `probe(…)`. */
function value(code: string, path?: string): string {
  const summary = summaryOf(code, path);
  const call = summary.calls.find((one) => one?.name === 'probe');
  const last = call?.arguments.at(-1);
  return last ? valueText(summary, last) : 'no call';
}

function exportsOf(code: string, path?: string): readonly string[] {
  const summary = summaryOf(code, path);
  return summary.exports.map(({ name, from, imported, value: given }) => (from === undefined ? `${name}: ${given ? valueText(summary, given) : '-'}` : `${name} from ${from}${imported === undefined ? '' : `#${imported}`}`));
}

function classesOf(code: string): readonly string[] {
  const summary = summaryOf(code);
  return summary.classes.map((one) => [
    one.name,
    ...(one.extends ? [`extends ${valueText(summary, one.extends)}`] : []),
    ...one.members.map((member) => `${member.static ? 'static ' : ''}${member.kind} ${member.name}${(member.values ?? []).map((given) => ` = ${valueText(summary, given)}`).join('')}`),
  ].join('; '));
}

describe('values', () => {
  const CALL = 'import { probe, db } from "x"; let a, b;\n';
  test.each<[string, string]>([
    ['probe(a, () => {})', 'fn'],
    ['probe(a, db.pool)', 'db.pool'],
    ['probe(a, db?.pool!)', 'db.pool'],
    ['probe(a, (db as any).pool)', 'db.pool'],
    ['probe(a, db["pool"])', 'db.pool'],
    ['probe(a, db[b])', 'db[b]'],
    ['probe(a, `x-${b}`)', '"x-" + b'],
    ['probe(a, "x" + b)', '"x" + b'],
    ['probe(a, a ?? b)', 'a | b'],
    ['probe(a, a ? b : db)', 'b | db'],
    ['probe(a, process.env.X)', '~process.env.X'],
    ['probe(a, new Map())', 'new ~Map()'],
    ['probe(a, [a, b])', '[a, b]'],
    ['probe(a, { x: a, ...b })', '{x: a, ...b}'],
    ['probe(a, require("y"))', 'module y'],
    ['probe(a, import("y"))', 'module y'],
    ['probe(a, undefined)', 'null'],
    ['probe(a, (1, b))', 'b'],
    ['probe(a, b = db)', 'db'],
    ['probe(a, !b)', 'true'],
    ['probe(a, b % 10)', '0'],
  ])('%s', (code, expected) => {
    expect(value(`${CALL}function run() { ${code}; }`)).toBe(expected);
  });

  test('await leaves no trace', () => {
    expect(value(`${CALL}async function run() { probe(a, await db.pool); }`)).toBe('db.pool');
  });

  test('a very deep expression ends in unknown', () => {
    expect(value(`${CALL}function run() { probe(a, ${'['.repeat(300)}${']'.repeat(300)}); }`)).toMatch(/^\[+\?\]+$/);
  });
});

describe('exports', () => {
  test('of ES modules', () => {
    expect(exportsOf(`
      export const a = 1, { b, c: [d] } = e;
      export function f() {}
      export class G {}
      export enum H { One }
      const i = () => {};
      export { i, i as j, i as default };
      export { k, l as m, default as n } from './o.js';
      export * from './p.js';
      export * as q from './r.js';
      export type { S } from './s.js';
      export type T = string;
      export interface U {}
    `)).toEqual(['a: a', 'b: b', 'd: d', 'f: f', 'G: G', 'H: H', 'i: i', 'j: i', 'default: i', 'k from ./o.js#k', 'm from ./o.js#l', 'n from ./o.js#default', '* from ./p.js', 'q from ./r.js#*', 'S from ./s.js#S']);
  });

  test('by default', () => {
    expect(exportsOf('export default function () {}')).toEqual(['default: fn default']);
    expect(exportsOf('export default class A {}')).toEqual(['default: class A']);
    expect(exportsOf('const a = 1; export default a;')).toEqual(['default: a']);
    expect(exportsOf('export default { a() {} };')).toEqual(['default: {a: fn a}']);
  });

  test('of CommonJS', () => {
    expect(exportsOf('exports.a = () => {}; module.exports.b = c; function c() {}', 'x.js')).toEqual(['a: fn a', 'b: c']);
    expect(exportsOf('module.exports = { a, b: () => {} }; function a() {}', 'x.js')).toEqual(['=: {a: a, b: fn b}']);
    expect(exportsOf('module.exports = function () {}; module.exports.extra = 1;', 'x.js')).toEqual(['=: fn exports', 'extra: 1']);
    expect(exportsOf('exports = module.exports = a; function a() {}', 'x.js')).toEqual(['=: a']);
    expect(exportsOf('export = a; function a() {}', 'x.cts')).toEqual(['=: a']);
  });

  test('`exports` as a variable of its own exports nothing', () => {
    expect(exportsOf('const exports = {}; exports.a = 1; function f(module) { module.exports = 2; }', 'x.js')).toEqual([]);
  });
});

describe('classes', () => {
  test('members, fields and what is assigned to this', () => {
    expect(classesOf(`
      import { Base } from './base';
      class A extends Base {
        one = new Map();
        static two = [];
        #three = 1;
        constructor(private four: Four) { super(); this.five = four; }
        six() { this.five = 2; }
        get seven() { return 1; }
        static eight() {}
        nine = () => {};
      }
    `)).toMatchInlineSnapshot(`
      [
        "A; extends Base; method six; getter seven; static method eight; method nine; field one = new ~Map(); static field two = []; field #three = 1; field four = four; field nine = fn A.nine; field five = four = 2",
      ]
    `);
  });

  test('constructor functions with a prototype', () => {
    expect(classesOf(`
      function A() { this.one = new Map(); }
      A.prototype.two = function () { this.one.clear(); };
      function B() {}
      B.prototype = { three() {}, four: function () {} };
      function C() {}
      util.inherits(C, A);
      C.prototype.five = () => {};
    `)).toMatchInlineSnapshot(`
      [
        "A; method two; field one = new ~Map()",
        "B; method three; method four",
        "C; extends A; method five",
      ]
    `);
  });

  test('`this` within a prototype\'s function is an instance', () => {
    expect(value('import { probe } from "x";\nfunction A() {}\nA.prototype.run = function () { probe(1, this.map); };')).toBe('this of A.map');
  });
});

describe('parameters and bindings', () => {
  const bindings = (code: string): readonly string[] => summaryOf(code).bindings.flatMap((binding) => (binding?.parameter ? [`${binding.name}: ${String(binding.parameter.index)}${binding.parameter.path.map((name) => `.${name}`).join('')}${binding.parameter.rest ? ' rest' : ''}${binding.type?.finite ? ' finite' : ''}`] : []));

  test('destructured parameters know their path', () => {
    expect(bindings('export function run(a, { b, c: { d }, e = 1, ...f }, [g], ...h) { use(a, b, d, e, f, g, h); }')).toEqual(['a: 0', 'b: 1.b', 'd: 1.c.d', 'e: 1.e', 'f: 1', 'g: 2.[]', 'h: 3 rest']);
  });

  test('finite types', () => {
    expect(bindings("type Kind = 'a' | 'b'; enum Colour { Red }\nconst table = { x: 1 };\nexport function run(a: Kind, b: Colour, c: boolean, d: keyof typeof table, e: string, f: 'x' | string, g?: Kind | undefined) {}")).toEqual(['a: 0 finite', 'b: 1 finite', 'c: 2 finite', 'd: 3 finite', 'e: 4', 'f: 5', 'g: 6 finite']);
  });
});

describe('disables', () => {
  const disables = (code: string): ModuleSummary['disables'] => summaryOf(code).disables;

  test('ours and those for all', () => {
    expect(disables([
      'a(); // eslint-disable-line outlive/no-foo, other/rule',
      '// eslint-disable-next-line -- why',
      'b();',
      '/* eslint-disable outlive/no-foo, outlive/no-bar */',
      '/* eslint-enable */',
      '// eslint-disable-next-line other/rule',
      '// eslint-disable outlive/no-foo',
    ].join('\n'))).toEqual([
      { kind: 'line', line: 1, rules: ['no-foo'] },
      { kind: 'line', line: 3, rules: [] },
      { kind: 'from', line: 4, rules: ['no-foo', 'no-bar'] },
      { kind: 'until', line: 5, rules: [] },
    ]);
  });
});
