import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { probe } from './probe.ts';
import type { ProbeResult } from './probe.ts';

const platform = (name: string): Promise<ProbeResult> => probe(fileURLToPath(new URL(`./platform/${name}.mjs`, import.meta.url)));

describe('what outlives its last reference', () => {
  it.concurrent.each([
    ['set-interval', 'Timeout', 200],
    ['set-interval-unref', 'Timeout', 0],
    ['listener-shared', '', 0],
    ['broadcast-channel', '', 0],
  ])('%s: all of them', async (name, kind, more) => {
    const { alive, count, resources } = await platform(name);
    expect(`${alive}/${count}`).toBe('200/200');
    // A timer that is not referenced is no active resource, and alive all the same.
    if (kind !== '') expect(resources[kind] ?? 0).toBe(more);
  });

  it.concurrent.each(['set-interval-cleared', 'listener-own', 'http-agent'])('%s: none', async (name) => {
    const { alive, finalized, resources } = await platform(name);
    expect(alive).toBeLessThanOrEqual(1);
    expect(finalized).toBeGreaterThanOrEqual(199);
    expect(resources).toEqual({});
  });

  it.concurrent('http-agent-used: the agents, and a socket each', async () => {
    const { alive, count, resources } = await platform('http-agent-used');
    expect(`${alive}/${count}`).toBe('20/20');
    expect(Object.values(resources).reduce((sum, more) => sum + more, 0)).toBeGreaterThanOrEqual(20);
  });
});
