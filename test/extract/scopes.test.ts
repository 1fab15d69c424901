import { readFileSync } from 'node:fs';
import path from 'node:path';
import { analyze } from '@typescript-eslint/scope-manager';
import { parseSync } from 'oxc-parser';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';
import { forEachChild } from '../../src/extract/parse.ts';
import type { Node } from '../../src/extract/parse.ts';
import { scopesOf } from '../../src/extract/scopes.ts';

const ROOT = path.join(import.meta.dirname, '../..');

/** Each name with where the variable is declared that it means, told by us and by typescript-eslint's scope manager. */
function differences(code: string, file = 'a.tsx'): string[] {
  const { program, errors } = parseSync(file, code, { sourceType: 'module', astType: 'ts', range: true, preserveParens: false });
  if (errors.length > 0) return [];
  const ours = scopesOf(program);
  const theirs = new Map<unknown, { defs: { name: unknown }[] }>();
  for (const scope of analyze(program as never, { sourceType: 'module', lib: [] }).scopes) {
    for (const reference of scope.references) if (reference.resolved) theirs.set(reference.identifier, reference.resolved);
    for (const variable of scope.variables) for (const { name } of variable.defs) theirs.set(name, variable);
  }
  const found: string[] = [];
  const look = (node: Node): void => {
    // What we take for no use of a variable: closing tags, and `x is T`.
    if (node.type === 'JSXClosingElement' || node.type === 'TSTypePredicate') return;
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') {
      const [mine] = ours.variableOf(node)?.defs ?? [];
      const other = theirs.get(node)?.defs[0]?.name as Node | undefined;
      if (mine?.name.start !== other?.start) found.push(`${file}:${String(node.start)} ${node.name}: ${String(mine?.name.start)}, not ${String(other?.start)}`);
    }
    forEachChild(node, look);
  };
  look(program);
  return found;
}

test.each([
  'let a = 1; { let a = 2; a; } a; function f(a) { a; var b = a; { var c = b; } c; }',
  'x; var x; f(); function f() { g(); } { function g() {} g(); } g();',
  'const f = function g(n) { return n ? g(n - 1) : f; }; g;',
  'const a = 1; function f(x = a, { y = x, ...rest }, [z]) { const a = 2; return a + y + z + rest; }',
  'class A { static b = A; #c = A; m(A) { return A; } static { var d = A; d; } } const B = class C { m() { return C; } }; C;',
  'import a, { b as c, type D } from "x"; import * as e from "y"; let f: D = c; export { f, a as default, e }; c: for (;;) break c;',
  'try { x(); } catch ({ message }) { message; let x; x; } message;',
  'for (let i = 0; i < n; i++) { i; } i; for (const k of ks) k; for (v in o) v; switch (s) { case 1: let s = 2; s; }',
  'type T<U> = U extends (infer V)[] ? V : T<U>; interface I<W> extends J<W> { [K: string]: W } const T = 1; let x: T<I<T>>; typeof T;',
  'enum E { A = 1, B = A } namespace N { export const A = E.A; A; } let x: typeof N.A = N.A; declare function over(a: E): void;',
  'function F<P>({ a }: P) { return <A.B c={a}><div /><F a={a} /><a.b /></A.B>; }',
  '[a, { b = c, ...d }] = e; let a, b, c, d, e; a += b; ({ [a]: c } = d); e++;',
  'type M = { [K in keyof O]: K }; type F = (a: typeof b, c: M) => typeof a; type O = {}; const b = 1; new (class<T> { x?: T })();',
])('names mean what they mean to the scope manager: %s', (code) => {
  expect(differences(code)).toEqual([]);
});

test('so they do in our own code', () => {
  for (const file of globSync(['src/**/*.ts', 'rules/*.ts', 'examples/**/*.{js,ts,tsx}'], { cwd: ROOT, ignore: ['**/node_modules/**'] })) {
    expect(differences(readFileSync(path.join(ROOT, file), 'utf8'), file)).toEqual([]);
  }
});
