/** Variables and the scopes they are declared in, and which of them a name means. */
import type { Node } from './parse.ts';

export type DefinitionKind = 'ImportBinding' | 'Parameter' | 'FunctionName' | 'ClassName' | 'CatchClause' | 'TSEnumName' | 'TSEnumMember' | 'TSModuleName' | 'Type' | 'Variable';

export interface Definition {
  readonly type: DefinitionKind;
  /** The identifier. */
  readonly name: Node;
  /** What declares it: a declarator, function, class, import specifier, `catch`. */
  readonly node: Node;
  /** The declaration around a declarator or import specifier. */
  readonly parent: Node | undefined;
}

export interface Variable {
  readonly name: string;
  readonly defs: Definition[];
  /** Every place that names it, declarations with an initial value included. */
  readonly places: Node[];
  /** Expressions assigned to it after its declaration. */
  readonly writes: Node[];
  /** All that its definitions give the name. */
  meaning: Meaning;
}

export interface Scope {
  readonly outer: Scope | undefined;
  /** Most blocks declare nothing. */
  variables: Map<string, Variable> | undefined;
  /** `var` ends up here. */
  readonly hoists: boolean;
  /** For a function: parameters do not see what the body declares. */
  readonly bodyStart: number;
}

/** What is found out stands on the tree itself, beside the parents: a map of all names costs more than the walk. */
interface Named {
  variable?: Variable;
}

/** What a name is looked up for. Types and values have names of their own; imports, classes and enums are both. */
export const VALUE = 1;
export const TYPE = 2;
export type Meaning = number;
const MEANING: Readonly<Record<DefinitionKind, Meaning>> = {
  ImportBinding: VALUE | TYPE, ClassName: VALUE | TYPE, TSEnumName: VALUE | TYPE, TSEnumMember: VALUE | TYPE, TSModuleName: VALUE | TYPE,
  Parameter: VALUE, FunctionName: VALUE, CatchClause: VALUE, Variable: VALUE, Type: TYPE,
};

/** What a walk over a tree tells of names. */
export interface NameTable {
  /** What is told during the work belongs to a scope of its own. */
  within(work: () => void, hoists?: boolean, bodyStart?: number): void;
  declare(name: Node, type: DefinitionKind, node: Node, parent?: Node, into?: Scope): void;
  use(identifier: Node, meaning: Meaning): void;
  /** The use gives the variable a value that is not its initial one. */
  write(identifier: Node, value: Node): void;
  here(): Scope;
  /** The scope that a `var` here belongs to. */
  hoisting(): Scope;
  /** Looks all uses up: when everything is declared. */
  settle(): void;
}

export function nameTable(): NameTable {
  const uses: Node[] = [];
  const usedIn: Scope[] = [];
  const meant: Meaning[] = [];
  /** By the index of a use: the expression that it is given, unless that is its initial value. */
  const written = new Map<number, Node>();

  let scope: Scope = { outer: undefined, variables: undefined, hoists: true, bodyStart: -1 };

  const within = (work: () => void, hoists = false, bodyStart = -1): void => {
    const outer = scope;
    scope = { outer, variables: undefined, hoists, bodyStart };
    work();
    scope = outer;
  };

  const declare = (name: Node, type: DefinitionKind, node: Node, parent?: Node, into = scope): void => {
    const text = name.type === 'Identifier' ? name.name : name.type === 'Literal' ? String(name.value) : '';
    into.variables ??= new Map();
    let variable = into.variables.get(text);
    if (!variable) into.variables.set(text, (variable = { name: text, defs: [], places: [], writes: [], meaning: 0 }));
    // Of an overloaded function the implementation counts, which comes last.
    if (variable.defs[0]?.node.type === 'TSDeclareFunction' && node.type === 'FunctionDeclaration') variable.defs.unshift({ type, name, node, parent });
    else variable.defs.push({ type, name, node, parent });
    variable.meaning |= MEANING[type];
    (name as Named).variable = variable;
  };

  const use = (identifier: Node, meaning: Meaning): number => {
    usedIn.push(scope);
    meant.push(meaning);
    return uses.push(identifier) - 1;
  };

  const write = (identifier: Node, value: Node): void => {
    written.set(use(identifier, VALUE), value);
  };

  const hoisting = (): Scope => {
    let at = scope;
    while (!at.hoists && at.outer) at = at.outer;
    return at;
  };

  const settle = (): void => {
    for (let at = 0; at < uses.length; at++) {
      const identifier = uses[at] as Node;
      const name = (identifier as { name?: string }).name ?? '';
      const meaning = meant[at] ?? VALUE;
      for (let here = usedIn[at]; here; here = here.outer) {
        const variable = here.variables?.get(name);
        if (!variable || (variable.meaning & meaning) === 0) continue;
        // A default value of a parameter is outside of the body.
        if (identifier.start < here.bodyStart && variable.defs.every((definition) => definition.name.start >= here.bodyStart)) continue;
        (identifier as Named).variable = variable;
        variable.places.push(identifier);
        const value = written.get(at);
        if (value) variable.writes.push(value);
        break;
      }
    }
  };

  return { within, declare, use, write, here: () => scope, hoisting, settle };
}

/** The variable that an identifier names, once all is settled. */
export function variableOf(identifier: Node): Variable | undefined {
  return (identifier as Named).variable;
}
