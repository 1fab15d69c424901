/** What a file gives to others, by `export` or by assignment to `module.exports`. */
import type { ExportFact } from '../model/facts.ts';
import { compiledExports } from './compiled.ts';
import { bare, isFunction, memberName } from './parse.ts';
import type { Node } from './parse.ts';
import { identifiersIn } from './patterns.ts';
import type { Tree } from './tree.ts';
import type { Values } from './values.ts';

export function exportsOf(tree: Tree, values: Values): ExportFact[] {
  const found: ExportFact[] = [];
  for (const statement of tree.program.body) {
    switch (statement.type) {
      case 'ExportAllDeclaration': {
        const kind = statement.exportKind === 'type' ? { typeOnly: true } : {};
        found.push(statement.exported
          ? { name: nameOf(statement.exported), from: statement.source.value, imported: '*', ...kind, at: tree.at(statement) }
          : { name: '*', from: statement.source.value, ...kind, at: tree.at(statement) });
        break;
      }
      case 'ExportDefaultDeclaration':
        found.push({ name: 'default', value: values.of(statement.declaration as Node), at: tree.at(statement) });
        break;
      case 'ExportNamedDeclaration': {
        // Of types only those of other modules matter: they tell what a parameter is.
        if (statement.exportKind === 'type' && !statement.source) break;
        for (const specifier of statement.specifiers) {
          const at = tree.at(specifier);
          if (statement.source) found.push({ name: nameOf(specifier.exported), from: statement.source.value, imported: nameOf(specifier.local), ...(statement.exportKind === 'type' || specifier.exportKind === 'type' ? { typeOnly: true } : {}), at });
          else found.push({ name: nameOf(specifier.exported), value: values.of(specifier.local as Node), at });
        }
        const declaration = statement.declaration as Node | null;
        if (declaration?.type === 'VariableDeclaration') {
          for (const declarator of declaration.declarations) for (const name of identifiersIn(declarator.id as Node)) found.push({ name: (name as { name: string }).name, value: values.of(name), at: tree.at(name) });
        } else if (declaration && (isFunction(declaration) || declaration.type === 'ClassDeclaration') && declaration.id) {
          found.push({ name: declaration.id.name, value: values.of(declaration.id), at: tree.at(declaration.id) });
        } else if (declaration?.type === 'TSEnumDeclaration') {
          found.push({ name: declaration.id.name, value: values.of(declaration.id), at: tree.at(declaration.id) });
        }
        break;
      }
      case 'TSExportAssignment':
        found.push({ name: '=', value: values.of(statement.expression), at: tree.at(statement) });
        break;
      default:
    }
  }
  for (const assignment of tree.assignments) {
    const left = assignment.left as Node;
    if (left.type !== 'MemberExpression') continue;
    const name = memberName(left);
    if (name === undefined) continue;
    const at = tree.at(left);
    if (isModuleExports(left, tree)) {
      const right = bare(assignment.right);
      // `module.exports = exports = …`
      found.push({ name: '=', value: values.of(right), at });
    } else if (isExports(left.object, tree) || isModuleExports(left.object, tree)) {
      found.push({ name, value: values.of(assignment.right), at });
    }
  }
  found.push(...compiledExports(tree, values));
  return found;
}

function isExports(node: Node, tree: Tree): boolean {
  if (node.type !== 'Identifier') return false;
  const variable = tree.scopes.variableOf(node);
  if (!variable) return node.name === 'exports';
  // `const lib = exports;`, `const lib = module.exports = {};`
  const declared = tree.homeOf(variable) === 0 ? variable.defs[0]?.node : undefined;
  let init = declared?.type === 'VariableDeclarator' && declared.init ? bare(declared.init) : undefined;
  while (init?.type === 'AssignmentExpression') {
    if (isModuleExports(init.left as Node, tree)) return true;
    init = bare(init.right);
  }
  return init !== undefined && ((init.type === 'Identifier' && init.name === 'exports' && tree.scopes.variableOf(init) === undefined) || isModuleExports(init, tree));
}

function isModuleExports(node: Node, tree: Tree): boolean {
  return node.type === 'MemberExpression' && memberName(node) === 'exports' && node.object.type === 'Identifier' && node.object.name === 'module' && tree.scopes.variableOf(node.object) === undefined;
}

function nameOf(node: Node): string {
  return node.type === 'Identifier' ? node.name : node.type === 'Literal' ? String(node.value) : '';
}
