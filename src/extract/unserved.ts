/** Files that no server runs: tests, stories and code for the browser. All that matters of them is what they import. */
import type { BoundaryFact, ModuleSummary } from '../model/facts.ts';
import { importsOf, parseFile } from './parse.ts';
import { treeOf } from './tree.ts';

/** Runs beside the application, wherever it lies. */
const BESIDE = /\.(?:test|spec|stories|story|bench|e2e|e2e-spec|cy)\.[cm]?[jt]sx?$/;
/** A directive: nothing but comments and other directives before it. */
const USE_CLIENT = /^(?:\s+|\/\/.*|\/\*[^]*?\*\/|(['"])use (?!client)[\w ]+\1\s*;?)*(['"])use client\2\s*(?:;|\n|\/[/*]|$)/;

export function isUnserved(path: string, text: string): boolean {
  return BESIDE.test(path) || isClient(text);
}

function isClient(text: string): boolean {
  return text.includes('use client') && USE_CLIENT.test(text);
}

export function unserved({ path, text, hash }: { readonly path: string; readonly text: string; readonly hash: string }): ModuleSummary {
  // `require` and `import x = require()` are calls and no imports to the parser.
  const specifiers = /\brequire\b/.test(text) ? [...treeOf(parseFile(path, text).program, text).specifiers].sort() : importsOf(path, text);
  const boundary: BoundaryFact = { ...(isClient(text) ? { directive: 'use client' } : {}), browser: false, hooks: false };
  return { path, hash, specifiers, boundary, bindings: [], functions: [], classes: [], calls: [], effects: [], exports: [], disables: [] };
}
