/** Repairs that several rules name, the best first. */
import type { GivingBack, Repair } from '../model/repair.ts';
import type { Case } from '../model/rule.ts';

/** One serves all requests. */
export function shares({ sharing, back, release }: Case): readonly Repair[] {
  // Another method of the object that keeps it, or a second one in its place, is not to be seen from here.
  if (!sharing || release.kind === 'overwritten' || release.kind === 'forgotten') return [];
  const given = back === undefined ? {} : { back: plain(back) };
  const hoist: Repair = { kind: 'hoist', ...given };
  const lazy: Repair = { kind: 'lazy', ...given };
  const memo: readonly Repair[] = sharing.reloads ? [{ kind: 'global-memo', ...given }] : [];
  // What is checked or read when the function runs is not there when the module is loaded, perhaps.
  if (sharing.returned || sharing.from !== 'constants') return [lazy, ...memo, hoist];
  return [...memo, hoist, lazy];
}

const plain = ({ disposes: _disposes, ...giving }: NonNullable<Case['back']>): GivingBack => giving;

/** It is given back however the work ends. */
export function releases(back: Case['back']): readonly Repair[] {
  if (!back) return [];
  const { disposes } = back;
  const giving = plain(back);
  return [{ kind: 'release-finally', back: giving }, ...(disposes === undefined ? [] : [{ kind: 'await-using' as const, declaration: disposes, back: giving }])];
}
