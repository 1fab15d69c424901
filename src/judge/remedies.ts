/** Repairs that several rules name, the best first. */
import type { Repair } from '../model/repair.ts';
import type { Case } from '../model/rule.ts';

/** It is given back however the work ends. */
export function releases(back: Case['back']): readonly Repair[] {
  if (!back) return [];
  const { disposes, ...giving } = back;
  return [{ kind: 'release-finally', back: giving }, ...(disposes === undefined ? [] : [{ kind: 'await-using' as const, declaration: disposes, back: giving }])];
}
