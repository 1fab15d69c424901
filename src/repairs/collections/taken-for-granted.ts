/** Uses that trust an entry to be there, which they can no more once any entry may go. */
import { bare, forEachChild, parentOf } from '../../extract/parse.ts';
import type { Node } from '../../extract/parse.ts';
import type { Source } from '../source.ts';
import { functionAround, sourceText } from '../source.ts';
import type { Collection, Use } from './collection.ts';

/**
 * Why entries may not go: one is used without a look whether it is there. Where the same run has just put it there or looked, it is.
 *
 *     jobs.get(id)!.done = true
 */
export function takenForGranted(source: Source, collection: Collection): string | undefined {
  for (const use of collection.uses) {
    const value = readAt(use);
    const key = value && keyOf(use);
    if (!value || !key || !isTrusted(value)) continue;
    const text = sourceText(source, key);
    const fn = functionAround(value);
    const known = collection.uses.some((other) => {
      const its = keyOf(other);
      return other !== use && its !== undefined && sourceText(source, its) === text && other.at.start < use.at.start && functionAround(other.at) === fn && !waitsBetween(fn ?? source.program, other.at.end, use.at.start);
    });
    if (!known) return `line ${String(lineAt(source, value))} takes an entry for granted`;
  }
  return undefined;
}

const lineAt = (source: Source, node: Node): number => source.text.slice(0, node.start).split('\n').length;

/** The expression that asks for one entry. */
function readAt({ kind, at, name }: Use): Node | undefined {
  return kind === 'get' || (kind === 'call' && name === 'get') ? at : undefined;
}

function keyOf({ kind, at }: Use): Node | undefined {
  if (kind === 'call') return at.type === 'CallExpression' ? (at.arguments[0] as Node | undefined) : undefined;
  if (kind === 'has') return at.type === 'BinaryExpression' ? (at.left as Node) : undefined;
  const target = at.type === 'AssignmentExpression' ? bare(at.left as Node) : at.type === 'UpdateExpression' || at.type === 'UnaryExpression' ? bare(at.argument) : at;
  return target.type === 'MemberExpression' && target.computed ? target.property : undefined;
}

/** `value.x`, `value()`, `value!`, `for (… of value)` */
function isTrusted(value: Node): boolean {
  const up = parentOf(value);
  if (up?.type === 'TSNonNullExpression') return true;
  if (up?.type === 'MemberExpression') return up.object === value && !up.optional;
  return (up?.type === 'CallExpression' && up.callee === value && !up.optional) || up?.type === 'SpreadElement' || (up?.type === 'ForOfStatement' && up.right === value);
}

function waitsBetween(within: Node, from: number, to: number): boolean {
  let found = false;
  const look = (node: Node): void => {
    if (found || node.end < from || node.start > to) return;
    if ((node.type === 'AwaitExpression' || node.type === 'YieldExpression' || (node.type === 'ForOfStatement' && node.await)) && node.start >= from && node.end <= to) found = true;
    forEachChild(node, look);
  };
  look(within);
  return found;
}
