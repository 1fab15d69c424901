/** What the walk notes of each function and class. */
import type { FunctionKind } from '../model/facts.ts';
import type { Node } from './parse.ts';

export interface FunctionRecord {
  readonly node: Node;
  readonly kind: FunctionKind;
  readonly parent: number;
  class: number;
  readonly static: boolean;
  name: string;
  readonly returns: Node[];
}

export interface ClassRecord {
  readonly node: Node;
  readonly function: number;
  readonly name: string;
  /** What a function that makes instances is said to inherit from; a class names it in its head. */
  superClass?: Node;
  constructor_: number;
  initializer: number;
  readonly methods: { readonly name: string; readonly function: number; readonly static: boolean; readonly node: Node; readonly kind: 'method' | 'getter' | 'setter' }[];
  readonly fields: { readonly name: string; readonly static: boolean; readonly node: Node; readonly value: Node | undefined; readonly type: Node | undefined }[];
}
