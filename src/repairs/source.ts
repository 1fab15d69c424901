/** A file as repairs see it: its tree, and how its author writes. */
import { forEachChild, isFunction, parentOf, parseFile } from '../extract/parse.ts';
import type { Comment, FunctionNode, Node, NodeOf, Program } from '../extract/parse.ts';
import type { Scopes, Variable } from '../extract/scopes.ts';
import { treeOf } from '../extract/tree.ts';
import type { Place } from '../model/rule.ts';

export interface Source {
  /** Relative to the root, forward slashes. */
  readonly path: string;
  /** Without a byte order mark; offsets count in it. */
  readonly text: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
  readonly scopes: Scopes;
  /** It is TypeScript: annotations may be written. */
  readonly typed: boolean;
  /** It uses `import` or `export`; else `require` is the way to another module. */
  readonly esm: boolean;
  readonly eol: '\n' | '\r\n';
  /** One step of indentation. */
  readonly unit: string;
  readonly quote: "'" | '"';
  /** What ends a statement: `;`, or nothing where the author leaves it out. */
  readonly semi: ';' | '';
}

/** Throws `SyntaxProblem` when the text is no program. */
export function sourceOf(path: string, text: string): Source {
  const { program, comments } = parseFile(path, text);
  const { scopes } = treeOf(program, text);
  return {
    path, text, program, comments, scopes,
    typed: /\.(?:[cm]?ts|tsx)$/.test(path),
    esm: program.body.some(({ type }) => type === 'ImportDeclaration' || type.startsWith('Export')) || /\.m[jt]s$/.test(path),
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    unit: unitIn(text),
    quote: quoteIn(text),
    semi: semicolonsIn(program, text) ? ';' : '',
  };
}

/** The commonest step by which a line stands further in than the one before. */
function unitIn(text: string): string {
  const counts = new Map<string, number>();
  let before = '';
  for (const line of text.split('\n', 2_000)) {
    const [indent = ''] = /^[ \t]*/.exec(line) ?? [];
    if (line.trim() === '' || /^\s*\*/.test(line)) continue;
    if (indent.length > before.length && indent.startsWith(before)) {
      const step = indent.slice(before.length);
      if (step === '\t' || (/^ +$/.test(step) && step.length <= 8)) counts.set(step, (counts.get(step) ?? 0) + 1);
    }
    before = indent;
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best?.[0] ?? '  ';
}

function quoteIn(text: string): "'" | '"' {
  const single = text.match(/'[^'"\n]*'/g)?.length ?? 0;
  const double = text.match(/"[^'"\n]*"/g)?.length ?? 0;
  return double > single ? '"' : "'";
}

const STATEMENTS = new Set(['ImportDeclaration', 'ExpressionStatement', 'VariableDeclaration', 'ReturnStatement']);

/** Most statements that may end with a semicolon do. */
function semicolonsIn(program: Program, text: string): boolean {
  let withOne = 0;
  let without = 0;
  const look = (node: Node, depth: number): void => {
    const inHead = /^For(?:In|Of)?Statement$/.test(parentOf(node)?.type ?? '');
    if (STATEMENTS.has(node.type) && !inHead) {
      if (text[node.end - 1] === ';') withOne++;
      else without++;
    }
    if (depth < 8) forEachChild(node, (child) => look(child, depth + 1));
  };
  look(program, 0);
  return withOne >= without;
}

/** The offset of a line and column from 1; lines end with `\n` alone. */
function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let left = line - 1; left > 0; left--) {
    const end = text.indexOf('\n', start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  return start + column - 1;
}

/** The innermost node that spans a place, or the innermost around it when none does exactly. */
export function nodeAt(source: Source, { line, column, endLine, endColumn }: Pick<Place, 'line' | 'column' | 'endLine' | 'endColumn'>): Node | undefined {
  const start = offsetOf(source.text, line, column);
  const end = offsetOf(source.text, endLine, endColumn);
  let exact: Node | undefined;
  let around: Node | undefined;
  const look = (node: Node): void => {
    if (node.start > start || node.end < end) return;
    around = node;
    if (node.start === start && node.end === end) exact = node;
    forEachChild(node, look);
  };
  look(source.program);
  return exact ?? around;
}

/** The call or `new` that a finding stands at, assertions and `await` around it left aside. */
export function callAt(source: Source, place: Pick<Place, 'line' | 'column' | 'endLine' | 'endColumn'>): NodeOf<'CallExpression'> | NodeOf<'NewExpression'> | undefined {
  const start = offsetOf(source.text, place.line, place.column);
  const end = offsetOf(source.text, place.endLine, place.endColumn);
  let found: NodeOf<'CallExpression'> | NodeOf<'NewExpression'> | undefined;
  const look = (node: Node): void => {
    if (node.start > start || node.end < end) return;
    if ((node.type === 'CallExpression' || node.type === 'NewExpression') && node.start === start && node.end === end) found = node;
    forEachChild(node, look);
  };
  look(source.program);
  return found;
}

export const sourceText = (source: Source, node: Node): string => source.text.slice(node.start, node.end);

/** The node and what stands around it, outwards. */
export function* upwards(node: Node): Iterable<Node> {
  for (let at: Node | undefined = node; at !== undefined; at = parentOf(at)) yield at;
}

export function functionAround(node: Node): FunctionNode | undefined {
  for (const at of upwards(parentOf(node) ?? node)) if (isFunction(at)) return at;
  return undefined;
}

/** The statement that a node stands in, the innermost. */
export function statementAround(node: Node): Node | undefined {
  for (const at of upwards(node)) {
    const parent = parentOf(at);
    if (parent?.type === 'BlockStatement' || parent?.type === 'Program' || parent?.type === 'StaticBlock' || parent?.type === 'SwitchCase') return at;
  }
  return undefined;
}

/** What a line begins with, up to its first other character. */
export function indentAt(source: Source, offset: number): string {
  const lineStart = source.text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(source.text.slice(lineStart))?.[0] ?? '';
}

/** Where the line of an offset begins. */
export const lineStartAt = (source: Source, offset: number): number => source.text.lastIndexOf('\n', offset - 1) + 1;

/** Every identifier within a node that names a variable, with the variable; globals are left out. */
export function* namesIn(source: Source, node: Node): Iterable<readonly [identifier: Node, variable: Variable]> {
  const stack: Node[] = [node];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (at.type === 'Identifier' || at.type === 'JSXIdentifier') {
      const variable = source.scopes.variableOf(at);
      if (variable) yield [at, variable];
    }
    const children: Node[] = [];
    forEachChild(at, (child) => children.push(child));
    stack.push(...children.reverse());
  }
}

/** The variables that a node uses and does not declare itself. */
export function freeIn(source: Source, node: Node): ReadonlySet<Variable> {
  const free = new Set<Variable>();
  for (const [, variable] of namesIn(source, node)) {
    if (!variable.defs.some(({ name }) => name.start >= node.start && name.end <= node.end)) free.add(variable);
  }
  return free;
}

/** It is declared at the top of the module: a constant, an import, a function. */
export function isOfModule(variable: Variable): boolean {
  return variable.defs.every(({ name }) => {
    for (const at of upwards(name)) {
      if (at.type === 'Program') return true;
      if (isFunction(at) && !(at.type === 'FunctionDeclaration' && at.id === name)) return false;
      if ((at.type === 'BlockStatement' || at.type === 'CatchClause' || at.type === 'StaticBlock' || at.type === 'ForStatement' || at.type === 'ForOfStatement' || at.type === 'ForInStatement' || at.type === 'ClassBody')) return false;
    }
    return false;
  });
}

/** What a declared name is visible in, at most: a block, a function with its parameters, a loop, the module. */
export function homeOf(name: Node): Node | undefined {
  const declared = parentOf(name);
  // The name of a function or class belongs to what stands around it.
  const from = declared && 'id' in declared && declared.id === name && (declared.type === 'FunctionDeclaration' || declared.type === 'ClassDeclaration') ? parentOf(declared) : declared;
  for (const at of upwards(from ?? name)) if (at.type === 'BlockStatement' || at.type === 'Program' || isFunction(at) || /^(?:For|Catch|Switch)/.test(at.type)) return at;
  return undefined;
}

const names = new WeakMap<Source, ReadonlySet<string>>();

/** Every name that the file gives or uses, those of members and keys left out. */
function namesOf(source: Source): ReadonlySet<string> {
  let known = names.get(source);
  if (known) return known;
  const found = new Set<string>();
  const look = (node: Node): void => {
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') found.add(node.name);
    forEachChild(node, (child) => {
      const isKey = (node.type === 'MemberExpression' && child === node.property && !node.computed) || (node.type === 'Property' && child === node.key && !node.computed && !node.shorthand);
      if (!isKey) look(child);
    });
  };
  look(source.program);
  names.set(source, (known = found));
  return known;
}

/** A name that nothing in the file has yet. */
export function freshName(source: Source, wanted: string): string {
  const taken = namesOf(source);
  if (!taken.has(wanted)) return wanted;
  for (let count = 2; ; count++) if (!taken.has(`${wanted}${String(count)}`)) return `${wanted}${String(count)}`;
}

/** A string as the author would write it. */
export function quoted(source: Source, text: string): string {
  const other = JSON.stringify(text);
  if (source.quote === '"') return other;
  return `'${other.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A comment stands within; a repair that would lose it is not to be made. */
export function hasComment(source: Source, start: number, end: number): boolean {
  return source.comments.some((comment) => comment.start >= start && comment.end <= end);
}
