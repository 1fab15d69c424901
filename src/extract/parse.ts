import { parseSync, visitorKeys } from 'oxc-parser';
import type { Comment, Node as OxcNode, ParseResult, Program } from 'oxc-parser';

/** A node of the tree that oxc gives, in the shape of TypeScript-ESTree. */
export type Node = OxcNode;
/** The node types that can carry this `type` (some of oxc's carry one of several). */
export type NodeOf<T extends Node['type']> = Node extends infer N ? (N extends { type: infer U } ? (T extends U ? N : never) : never) : never;
export type { Comment, Program };

/** The file is no valid program; `line` counts from 1. */
export class SyntaxProblem extends Error {
  override readonly name = 'SyntaxProblem';
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

type Language = 'js' | 'jsx' | 'ts' | 'tsx';

/** Plain JavaScript files hold JSX and even type annotations often enough to try more than one grammar. */
function languagesOf(path: string): readonly Language[] {
  if (/\.[cm]?ts$/.test(path)) return ['ts'];
  if (path.endsWith('.tsx')) return ['tsx'];
  return ['jsx', 'tsx'];
}

const NESTING_LIMIT = 1500;

/** How deep brackets are nested, strings and comments not told apart: an upper bound that costs little. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 40 || code === 91 || code === 123) {
      depth++;
      if (depth > deepest) deepest = depth;
    } else if ((code === 41 || code === 93 || code === 125) && depth > 0) depth--;
  }
  return deepest;
}

export interface ParsedFile {
  readonly program: Program;
  readonly comments: readonly Comment[];
}

/** Throws `SyntaxProblem` with the first error when no grammar fits. */
export function parseFile(path: string, text: string): ParsedFile {
  const result = parsed(path, text);
  return { program: result.program, comments: result.comments };
}

/** The specifiers that a file imports by syntax, without the cost of its tree: oxc lists them beside it. */
export function importsOf(path: string, text: string): string[] {
  const { staticImports, staticExports, dynamicImports } = parsed(path, text, 'js').module;
  const found = new Set(staticImports.map(({ moduleRequest }) => moduleRequest.value));
  for (const { entries } of staticExports) for (const { moduleRequest } of entries) if (moduleRequest) found.add(moduleRequest.value);
  for (const { moduleRequest } of dynamicImports) {
    const [, , specifier] = /^(['"])([^'"\\]*)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end)) ?? [];
    if (specifier !== undefined) found.add(specifier);
  }
  return [...found].sort();
}

/** oxc keeps the tree as text until it is taken, so one that nobody takes should be small. */
function parsed(path: string, text: string, tree?: 'js'): ParseResult {
  // The parser's own recursion cannot be caught: it would take the process with it.
  if (nesting(text) > NESTING_LIMIT) throw new SyntaxProblem('is nested too deeply to be analysed', 1);
  let first: SyntaxProblem | undefined;
  for (const lang of languagesOf(path)) {
    // CommonJS files may `return` at the top and use sloppy-mode words; everything else is tried as a module first.
    for (const sourceType of path.endsWith('.cjs') ? (['commonjs'] as const) : (['module', 'commonjs'] as const)) {
      const result = parseSync(path, text, { lang, sourceType, astType: tree ?? (lang.startsWith('ts') ? 'ts' : 'js'), preserveParens: false });
      const error = result.errors.find((e) => e.severity === 'Error');
      if (error === undefined) return result;
      const offset = error.labels[0]?.start ?? 0;
      first ??= new SyntaxProblem(error.message, text.slice(0, offset).split('\n').length);
    }
  }
  throw first ?? new SyntaxProblem('cannot be parsed', 1);
}

/** The child keys of every node type, in source order. */
export const childKeys: Readonly<Record<string, readonly string[]>> = visitorKeys;

/** Calls `visit` for each direct child. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  const keys = childKeys[node.type];
  if (keys === undefined) return;
  const record = node as unknown as Record<string, unknown>;
  for (let at = 0, end = keys.length; at < end; at++) {
    const value = record[keys[at] as string];
    if (value === null || typeof value !== 'object') continue;
    if (Array.isArray(value)) {
      const items = value as readonly unknown[];
      for (let place = 0, end = items.length; place < end; place++) {
        const item = items[place];
        if (item !== null && typeof item === 'object') visit(item as Node);
      }
    } else visit(value as Node);
  }
}

export function parentOf(node: Node): Node | undefined {
  return (node as { parent?: Node | null }).parent ?? undefined;
}

const TRANSPARENT = new Set(['TSAsExpression', 'TSNonNullExpression', 'TSTypeAssertion', 'TSSatisfiesExpression', 'TSInstantiationExpression', 'ChainExpression', 'ParenthesizedExpression', 'AwaitExpression']);

/** The expression without assertions, `?.` wrappers and `await`, which say nothing of what it stands for. */
export function bare(node: Node): Node {
  let at = node;
  while (TRANSPARENT.has(at.type)) at = (at as unknown as { expression?: Node; argument?: Node }).expression ?? (at as unknown as { argument: Node }).argument;
  return at;
}

/** The outermost node that stands for the same expression as this one. */
export function outermost(node: Node): Node {
  let at = node;
  for (let up = parentOf(at); up !== undefined && TRANSPARENT.has(up.type); up = parentOf(at)) at = up;
  return at;
}

export type FunctionNode = NodeOf<'FunctionDeclaration'> | NodeOf<'FunctionExpression'> | NodeOf<'ArrowFunctionExpression'>;

export function isFunction(node: Node | null | undefined): node is FunctionNode {
  return node != null && (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression');
}

/** The name of a non-computed (or literal) member, or undefined. */
export function memberName(node: Node): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  const { property } = node;
  if (!node.computed) return property.type === 'Identifier' ? property.name : property.type === 'PrivateIdentifier' ? `#${property.name}` : undefined;
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : undefined;
}

/** The name of a property, method or field key, or undefined when it is computed. */
export function keyName(node: { key: Node; computed?: boolean }): string | undefined {
  const { key } = node;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (!node.computed && key.type === 'Identifier') return key.name;
  if (key.type === 'Literal') return String(key.value);
  if (node.computed && key.type === 'MemberExpression' && key.object.type === 'Identifier' && key.object.name === 'Symbol') return `@@${memberName(key) ?? ''}`;
  return undefined;
}

/** Turns offsets into lines and columns from 1. */
export function positions(text: string): (start: number, end: number) => readonly [number, number, number, number] {
  const starts = [0];
  if (/\r(?!\n)|[\u2028\u2029]/.test(text)) {
    for (const match of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) starts.push(match.index + match[0].length);
  } else for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const lineOf = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return (start, end) => {
    const from = lineOf(start);
    const to = lineOf(end);
    return [from + 1, start - (starts[from] ?? 0) + 1, to + 1, end - (starts[to] ?? 0) + 1];
  };
}
