import type { ImportFact } from '../model/facts.ts';
import type { Node } from './parse.ts';
import type { Tree } from './tree.ts';

/** Where a file imports packages that something is known about, and what of them; types leave no trace. */
export function importsFrom(tree: Tree, packages: ReadonlySet<string>): readonly ImportFact[] {
  const watched = [...tree.specifiers].filter((specifier) => packages.has(packageOf(specifier)));
  if (watched.length === 0) return [];
  const found: ImportFact[] = [];
  const add = (node: Node, from: string, names: readonly string[]): void => {
    if (watched.includes(from)) found.push({ from, names, at: tree.at(node) });
  };
  for (const node of tree.program.body) {
    if (node.type === 'ImportDeclaration' && node.importKind !== 'type') add(node, node.source.value, importedNames(node.specifiers as readonly Node[]));
    else if (node.type === 'ExportAllDeclaration' && node.exportKind !== 'type') add(node, node.source.value, ['*']);
    else if (node.type === 'ExportNamedDeclaration' && node.source && node.exportKind !== 'type') add(node, node.source.value, node.specifiers.map((one) => nameOf(one.local as Node)));
    else if (node.type === 'TSImportEqualsDeclaration' && node.moduleReference.type === 'TSExternalModuleReference') add(node, String((node.moduleReference.expression as { value?: unknown }).value), ['*']);
  }
  for (const call of tree.calls) {
    if (call.type !== 'CallExpression' || call.callee.type !== 'Identifier' || call.callee.name !== 'require') continue;
    const [first] = call.arguments;
    if (first?.type === 'Literal' && typeof first.value === 'string') add(call, first.value, ['*']);
  }
  // `import('x')` is no call to the tree.
  for (const match of tree.text.matchAll(/\bimport\(\s*(['"])([^'"\\\n]+)\1/g)) {
    const [whole, , from = ''] = match;
    add({ start: match.index, end: match.index + whole.length } as Node, from, ['*']);
  }
  return found;
}

/** What `import d, { a as b } from` takes; one for types only takes nothing. */
function importedNames(specifiers: readonly Node[]): readonly string[] {
  return specifiers.flatMap((one) => {
    if (one.type === 'ImportSpecifier') return one.importKind === 'type' ? [] : [nameOf(one.imported as Node)];
    return one.type === 'ImportDefaultSpecifier' ? ['default'] : ['*'];
  });
}

const nameOf = (node: Node): string => (node.type === 'Identifier' ? node.name : node.type === 'Literal' ? String(node.value) : '');

/** `@scope/name/deep/path` → `@scope/name` */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
