import type { Evidence } from '../../model/knowledge.ts';

/**
 * A measurement on Node 20. `survivors` is how many of the instances that were made and dropped are alive after a garbage
 * collection; one of 200 is the noise of the stack and means none.
 */
export const probe = (id: string, version: string, survivors: string, note?: string): Evidence => measurement('20.20.2', id, version, survivors, note);

/** The same on Node 24, for packages that need it. */
export const probe24 = (id: string, version: string, survivors: string, note?: string): Evidence =>
  measurement('24.21.0', id, version, survivors, note);

const measurement = (node: string, id: string, version: string, survivors: string, note: string | undefined): Evidence => ({
  kind: 'probe',
  id,
  version,
  node,
  survivors,
  ...(note === undefined ? {} : { note }),
});

export const docs = (ref: string, note: string): Evidence => ({ kind: 'docs', ref, note });
