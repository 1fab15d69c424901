/** The names that a pattern binds, in parameters and declarations. */
import type { Node } from './parse.ts';

export function identifiersIn(pattern: Node, found: Node[] = []): readonly Node[] {
  switch (pattern.type) {
    case 'Identifier':
      found.push(pattern);
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties) identifiersIn(property.type === 'RestElement' ? property.argument : property.value, found);
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element) identifiersIn(element, found);
      break;
    case 'AssignmentPattern':
      identifiersIn(pattern.left, found);
      break;
    case 'RestElement':
      identifiersIn(pattern.argument, found);
      break;
    case 'TSParameterProperty':
      identifiersIn(pattern.parameter, found);
      break;
    default:
  }
  return found;
}
