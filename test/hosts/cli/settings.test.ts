import { describe, expect, it } from 'vitest';
import { readSettings, settingsKey, withSettings } from '../../../src/hosts/settings.ts';
import type { Settings } from '../../../src/hosts/settings.ts';
import type { ClientRow, Knowledge } from '../../../src/model/knowledge.ts';

const evidence = [{ kind: 'docs', ref: 'https://example.com' }] as const;
const pool: ClientRow = { id: 'pg', package: 'pg', makes: ['pg#Pool()'], verdict: 'costly', holds: 'its sockets stay open', release: ['end'], evidence };
const knowledge: Knowledge = {
  frameworks: [{ name: 'express', packages: ['express'], entries: [{ kind: 'call', per: 'request', callees: ['express#().get'], functions: 'functions' }], evidence }],
  clients: [pool],
  runners: [],
  timers: [],
  releases: [],
  caches: [],
  responses: [],
  streams: [],
  processEmitters: [], events: [], limits: [], renderers: [], snapshots: [], metrics: [], advisories: [],
};

const complaint = (value: unknown): string => {
  try {
    readSettings(value, 'outlive.config.js');
  } catch (error) {
    return (error as Error).message;
  }
  return 'no complaint';
};

const client = { id: 'acme', package: 'acme', makes: ['acme#connect()'], verdict: 'retained', holds: 'its timer keeps each one alive' };
const entry = { kind: 'call', per: 'request', callees: ['acme#serve'], functions: { argument: 0 } };

describe('settings', () => {
  it('may be left out', () => {
    expect(readSettings(undefined)).toEqual({});
  });

  it('may say everything', () => {
    const all: Settings = {
      preset: 'strict',
      rules: { 'no-per-request-client': 'warn' },
      clients: [{ ...client, safeOptions: [{ argument: 0, path: 'poll', is: false }], verdict: 'retained', makes: ['acme#connect()'] }],
      frameworks: [{ name: 'acme', packages: ['acme'], entries: [{ kind: 'call', per: 'request', callees: ['acme#serve'], functions: { properties: ['*'] } }] }],
      releases: [{ of: 'pg', methods: ['shutdown'], functions: ['@acme/db#close'] }],
      lifetimes: [{ files: ['jobs/**'], per: 'request' }],
      ignore: ['**/*.gen.ts'],
      project: false,
      root: '..',
    };
    expect(readSettings(all)).toBe(all);
  });

  it.each([
    [[], 'settings: expected an object, got []'],
    [{ presets: 'strict' }, 'presets: is not known here. Did you mean "preset"?'],
    [{ preset: 'strickt' }, 'preset: expected one of "recommended", "strict", got "strickt". Did you mean "strict"?'],
    [{ rules: { 'no-x': ['loud'] } }, 'rules["no-x"][0]: expected one of "off", "warn", "error", got "loud"'],
    [{ rules: { 'no-x': ['warn', { a: 1 }] } }, 'rules["no-x"][1].a: expected true, false or a preset, got 1'],
    [{ rules: { 'no-x': ['warn', { a: true }, 1] } }, 'rules["no-x"]: expected a severity and one object of options'],
    [{ rules: { 'no-x': 2 } }, 'rules["no-x"]: expected one of "off", "warn", "error", got 2'],
    [{ clients: [{ ...client, id: undefined }] }, 'clients[0].id: is required'],
    [{ clients: [{ ...client, makes: [] }] }, 'clients[0].makes: expected a list that is not empty, got []'],
    [{ clients: [{ ...client, makes: ['connect'] }] }, 'clients[0].makes[0]: expected an origin that ends with "()", such as "pg#Pool()", got "connect"'],
    [{ clients: [{ ...client, holds: undefined }] }, 'clients[0].holds: is required when the verdict is "retained"'],
    [{ clients: [{ ...client, evidence: [{ kind: 'probe', id: 'x' }] }] }, 'clients[0].evidence[0].version: is required'],
    [{ frameworks: [{ name: 'a', packages: ['a'], entries: [{ ...entry, kind: 'cal' }] }] }, 'frameworks[0].entries[0].kind: expected one of'],
    [{ frameworks: [{ name: 'a', packages: ['a'], entries: [{ ...entry, per: 'job' }] }] }, 'frameworks[0].entries[0].per: expected one of "process"'],
    [{ frameworks: [{ name: 'a', packages: ['a'], entries: [{ ...entry, functions: 'all' }] }] }, 'frameworks[0].entries[0].functions: expected "functions", { argument } or { properties }, got "all"'],
    [{ lifetimes: [{ files: 'jobs/**', per: 'request' }] }, 'lifetimes[0].files: expected a list, got "jobs/**"'],
    [{ project: true }, 'project: expected false, got true'],
    [{ ignore: [() => 1] }, 'ignore[0]: expected a text, got a function'],
  ])('names the key of what is wrong in %j', (value, message) => {
    expect(complaint(value)).toContain(`outlive.config.js: ${message}`);
  });

  it('leaves the knowledge as it is when nothing is added', () => {
    expect(withSettings(knowledge, { preset: 'strict' })).toBe(knowledge);
  });

  it('puts the rows of the user first, in place of shipped rows of the same name', () => {
    const { clients, frameworks } = withSettings(knowledge, {
      clients: [{ ...pool, release: ['destroy'] }, { ...pool, id: 'pg/own' }],
      frameworks: [{ name: 'express', packages: ['express'], entries: [{ kind: 'decorator', per: 'call', decorators: ['a#B'] }] }],
    });
    expect(clients.map((row) => row.id)).toEqual(['pg', 'pg/own']);
    expect(clients[0]?.release).toEqual(['destroy']);
    expect(frameworks.map((row) => row.entries[0].kind)).toEqual(['decorator']);
  });

  it('adds ways to release to a client that is known', () => {
    const { clients } = withSettings(knowledge, { releases: [{ of: 'pg', methods: ['shutdown'], functions: ['@acme/db#close'] }] });
    expect(clients[0]).toMatchObject({ release: ['end', 'shutdown'], releaseFunctions: ['@acme/db#close'] });
  });

  it('takes pairs of acquire and release, the own ones first', () => {
    const pair = { id: 'locks', acquires: ['@acme/locks#acquire'], noun: 'lock', holds: 'nobody else has it', keptBy: 'process', release: ['release'] } as const;
    const known = { ...knowledge, releases: [{ ...pair, noun: 'old', evidence }] };
    const { releases } = withSettings(known, { releases: [pair, { of: 'locks', methods: ['free'], functions: ['@acme/locks#giveBack'] }] });
    expect(releases).toMatchObject([{ noun: 'lock', release: ['release', 'free'], releasedBy: ['giveBack'] }]);
    expect(complaint({ releases: [{ ...pair, keptBy: 'me' }] })).toContain('releases[0].keptBy');
    expect(complaint({ releases: [{ id: 'locks', acquires: ['@acme/locks#acquire'] }] })).toContain('releases[0].noun: is required');
  });

  it('refuses ways to release what is not known', () => {
    expect(() => withSettings(knowledge, { releases: [{ of: 'pgg', methods: ['x'] }] })).toThrow('releases[0].of: there is no client and no pair "pgg". Did you mean "pg"?');
  });

  it('has a key that depends only on what changes the findings', () => {
    const plain = settingsKey({});
    expect(settingsKey({ preset: 'strict', rules: { a: 'off' }, ignore: ['x'] })).toBe(plain);
    const one = settingsKey({ lifetimes: [{ files: ['a'], per: 'call' }] });
    expect(one).not.toBe(plain);
    expect(settingsKey({ lifetimes: [{ per: 'call', files: ['a'] }] })).toBe(one);
  });
});
