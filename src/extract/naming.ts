/** What a reader would call a function or class, by its own name or by what it is given to. */
import { keyName, memberName, parentOf } from './parse.ts';
import type { Node } from './parse.ts';

export function nameFromParent(parent: Node): string {
  switch (parent.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : '';
    case 'Property':
    case 'PropertyDefinition':
      return keyName(parent) ?? '';
    case 'AssignmentExpression': {
      const left = parent.left as Node;
      if (left.type === 'Identifier') return left.name;
      return memberName(left) ?? '';
    }
    case 'ExportDefaultDeclaration':
      return 'default';
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'CallExpression': {
      // `const GET = withAuth(async () => …)`: the name of what the wrapped function becomes.
      const up = parentOf(parent);
      return up && up.type === 'VariableDeclarator' ? nameFromParent(up) : '';
    }
    default:
      return '';
  }
}

export function functionName(node: Node, parent: Node): string {
  if ((node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') && node.id) return node.id.name;
  return nameFromParent(parent);
}
