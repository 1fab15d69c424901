import { analyze } from '@typescript-eslint/scope-manager';
import type { Variable } from '@typescript-eslint/scope-manager';
import type { Node, Program } from './parse.ts';

export type { Variable };

export interface Scopes {
  /** The variable that an identifier names; undefined for globals. */
  variableOf(identifier: Node): Variable | undefined;
  /** Every place that names a variable. */
  placesOf(variable: Variable): readonly Node[];
  /** Expressions assigned to a variable after its declaration. */
  writesTo(variable: Variable): readonly Node[];
  /** True where the name is bound in this file. */
  readonly variables: readonly Variable[];
}

type ScopeProgram = Parameters<typeof analyze>[0];

/** Which name means what. oxc's tree has the shape that the scope manager expects; its static types differ in details only. */
export function scopesOf(program: Program): Scopes {
  // No libs: a global must stay unresolved, so that `setInterval` of a file that declares its own is told from the platform's.
  const manager = analyze(program as unknown as ScopeProgram, { sourceType: 'module', lib: [] });
  const resolved = new Map<unknown, Variable>();
  const variables: Variable[] = [];
  for (const scope of manager.scopes) {
    for (const reference of scope.references) if (reference.resolved) resolved.set(reference.identifier, reference.resolved);
    for (const variable of scope.variables) {
      variables.push(variable);
      for (const definition of variable.defs) resolved.set(definition.name, variable);
    }
  }
  return {
    variables,
    variableOf: (identifier) => resolved.get(identifier),
    placesOf: (variable) => variable.references.map((reference) => reference.identifier as unknown as Node),
    writesTo: (variable) =>
      variable.references
        .filter((reference) => reference.isWrite() && reference.init !== true && reference.writeExpr)
        .map((reference) => reference.writeExpr as unknown as Node),
  };
}
