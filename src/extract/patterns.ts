/** The names that a pattern binds, in parameters and declarations. */
import { keyName } from './parse.ts';
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

export function contains(outer: Node, inner: Node): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The property names from a pattern to one of the identifiers it binds: `{ user: { id } }` gives `user`, `id`. */
export function patternPath(pattern: Node, name: Node): string[] {
  switch (pattern.type) {
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (!contains(property, name)) continue;
        if (property.type === 'RestElement') return [];
        const key = keyName(property);
        return [key ?? '[]', ...patternPath(property.value, name)];
      }
      return [];
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element && contains(element, name)) return ['[]', ...patternPath(element, name)];
      return [];
    case 'AssignmentPattern':
      return patternPath(pattern.left, name);
    case 'RestElement':
      return patternPath(pattern.argument, name);
    case 'TSParameterProperty':
      return patternPath(pattern.parameter, name);
    default:
      return [];
  }
}
