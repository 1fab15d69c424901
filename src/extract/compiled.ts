import type { ExportFact } from '../model/facts.ts';
import type { Node } from './parse.ts';
import { bare, isFunction, memberName } from './parse.ts';
import type { Tree } from './tree.ts';
import type { Values } from './values.ts';

/**
 * Exports as compilers write them for CommonJS, where no `export` and no assignment tells of them:
 *
 *     __exportStar(require('./client'), exports)                                         export * from './client'
 *     Object.defineProperty(exports, 'Client', { get: function () { return c.Client; } })   export { Client } from …
 *     __export(index_exports, { Client: () => Client })                                  export { Client }
 */
export function compiledExports(tree: Tree, values: Values): readonly ExportFact[] {
  const found: ExportFact[] = [];
  for (const statement of tree.program.body) {
    if (statement.type !== 'ExpressionStatement') continue;
    const call = bare(statement.expression);
    if (call.type !== 'CallExpression') continue;
    const [first, second, third] = call.arguments as readonly (Node | undefined)[];
    const name = call.callee.type === 'Identifier' ? call.callee.name : memberName(call.callee);
    const at = tree.at(call);
    if (name === '__exportStar' || name === '__reExport') {
      const module = [first, second].map((argument) => (argument ? values.of(argument) : undefined)).find((value) => value?.kind === 'module');
      if (module?.kind === 'module') found.push({ name: '*', from: module.from, at });
    } else if (name === 'defineProperty' && first?.type === 'Identifier' && first.name === 'exports' && second?.type === 'Literal' && typeof second.value === 'string') {
      const given = third?.type === 'ObjectExpression' ? returnedBy(propertyOf(third, 'get')) : undefined;
      if (given) found.push({ name: second.value, value: values.of(given), at });
    } else if (name === '__export' && second?.type === 'ObjectExpression') {
      for (const property of second.properties) {
        if (property.type !== 'Property' || property.key.type !== 'Identifier') continue;
        const given = returnedBy(property.value);
        if (given) found.push({ name: property.key.name, value: values.of(given), at });
      }
    }
  }
  return found;
}

function propertyOf(object: Extract<Node, { type: 'ObjectExpression' }>, name: string): Node | undefined {
  for (const property of object.properties) if (property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === name) return property.value;
  return undefined;
}

/** What a function gives that does nothing else. */
function returnedBy(node: Node | undefined): Node | undefined {
  if (!node || !isFunction(node) || !node.body) return undefined;
  const { body } = node;
  if (body.type !== 'BlockStatement') return body as Node;
  const [only] = body.body;
  return body.body.length === 1 && only?.type === 'ReturnStatement' ? (only.argument ?? undefined) : undefined;
}
