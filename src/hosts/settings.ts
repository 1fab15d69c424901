/**
 * The one settings object of both hosts: `settings.outlive` in an ESLint configuration, and what `outlive.config.*` exports. What users
 * add are rows of the same types as the knowledge that ships with the package.
 */
import { createHash } from 'node:crypto';
import semver from 'semver';
import type { AdvisoryRow, ClientRow, Evidence, FrameworkRow, Knowledge, LifetimeRow, NonEmpty, ReleaseRow } from '../model/knowledge.ts';
import { LIFETIMES } from '../model/knowledge.ts';
import type { Preset, Severity } from '../model/rule.ts';
import { PRESETS } from '../model/rule.ts';
import type { Check } from './shape.ts';
import { dictionary, either, flag, integer, list, matching, nearest, oneOf, scalar, shape, text, variant } from './shape.ts';

/** Users need not prove what they know of their own code: the settings themselves are the evidence then. */
export type FromUser<Row extends { readonly evidence: unknown }> = Omit<Row, 'evidence'> & { readonly evidence?: NonEmpty<Evidence> };

/** Further ways to give back what is known already. */
export interface ReleaseSetting {
  /** The id of a client or of a pair of acquire and release, or the package of a client. */
  readonly of: string;
  /** Methods that give it back, dotted where they sit deeper. */
  readonly methods?: readonly string[];
  /** Functions that give back what they are given: `@acme/db#closePool`. */
  readonly functions?: readonly string[];
}

export type RuleSetting = 'off' | Severity;

/** What ESLint calls the options of a rule: `policy`, and the rule's own, which are switched on or off. */
export interface RuleOptions {
  readonly policy?: Preset;
  readonly [option: string]: Preset | boolean | undefined;
}

/** As in an ESLint configuration: a severity, or a severity with options. */
export type RuleEntry = RuleSetting | readonly [RuleSetting, RuleOptions?];

export interface Settings {
  /** What is reported: `recommended` what is proven, `strict` also policy. The command line only: ESLint has its own presets. */
  readonly preset?: Preset;
  /** Severities and options by rule name. The command line only: ESLint has its own `rules`. */
  readonly rules?: Readonly<Record<string, RuleEntry>>;
  readonly clients?: readonly FromUser<ClientRow>[];
  /** Packages of which you know that they leak, by version. */
  readonly advisories?: readonly FromUser<AdvisoryRow>[];
  readonly frameworks?: readonly FromUser<FrameworkRow>[];
  readonly releases?: readonly (ReleaseSetting | FromUser<ReleaseRow>)[];
  /** How often the functions exported from these files run. */
  readonly lifetimes?: readonly LifetimeRow[];
  /** Globs of files in which nothing is reported; they still count when calls are followed. */
  readonly ignore?: readonly string[];
  /** `false` keeps ESLint to the single file in hand: what would need others is silent then. */
  readonly project?: false;
  /** The folder of the project, where it is not found by itself. */
  readonly root?: string;
}

const origin = matching(/^[^#\s]+#\S*$/, 'an origin such as "pg#Pool()"');
const making = matching(/^[^#\s]+#\S*\(\)$/, 'an origin that ends with "()", such as "pg#Pool()"');
const texts = list(text);
const someTexts = list(text, { least: 1 });
const origins = list(origin, { least: 1 });
const lifetime = oneOf(...LIFETIMES);
const evidence = list(
  variant('kind', {
    probe: shape({ kind: text, id: text, version: text, node: text }, { survivors: text, note: text }),
    ...Object.fromEntries(['docs', 'source', 'issue', 'types'].map((kind) => [kind, shape({ kind: text, ref: text }, { note: text })])),
  }),
  { least: 1 },
);

const optionTest = shape({
  argument: either('an index or "any"', integer, oneOf('any')),
  // The empty path is the argument itself.
  path: matching(/^\S*$/, 'a property path such as "auth.autoRefreshToken"'),
  is: either(
    'a literal or { state: "present" | "absent" | "truthy" | "string" | "number" }',
    scalar,
    shape({ state: oneOf('present', 'absent', 'truthy', 'string', 'number') }),
  ),
});
const optionTests = list(optionTest);

const verdicts = ['retained', 'costly', 'harmless', 'per-request-required'] as const satisfies readonly ClientRow['verdict'][];

const disposal = oneOf('using', 'await using');

const clientShape = shape(
  { id: text, package: text, makes: list(making, { least: 1 }), verdict: oneOf(...verdicts) },
  {
    holds: text,
    advice: text,
    when: optionTests,
    safeOptions: optionTests,
    release: texts,
    releaseFunctions: list(origin),
    notReleased: texts,
    atOnce: flag,
    unshared: either('true or a list of origins', oneOf(true), list(making, { least: 1 })),
    disposes: disposal,
    evidence,
  },
);

/** A message needs to say what keeps an instance, unless nothing does. */
const client: Check = (value, path) => {
  const problem = clientShape(value, path);
  if (problem !== undefined) return problem;
  const row = value as ClientRow;
  return (row.verdict === 'retained' || row.verdict === 'costly') && row.holds === undefined
    ? `${path}.holds: is required when the verdict is "${row.verdict}"; it says what keeps an instance, such as "its timer keeps each one alive for ever"`
    : undefined;
};

const functionArguments = either(
  '"functions", { argument } or { properties }',
  oneOf('functions'),
  shape({ argument: integer }),
  shape({ properties: someTexts }, { argument: integer }),
);

const ends = list(shape({ per: lifetime, parameter: integer, method: text, when: text }, { among: integer, path: text, event: text, aborted: flag, name: text, types: origins }));
const always = { kind: text, per: lifetime };
const sometimes = { label: text, ends, version: shape({ package: text }, { range: text }) };

const entry = variant('kind', {
  export: shape(
    { ...always, files: someTexts, names: someTexts },
    { ...sometimes, ignore: texts, members: texts, directive: text, unlessExports: dictionary(scalar) },
  ),
  call: shape(
    { ...always, callees: origins, functions: functionArguments },
    { ...sometimes, first: texts, notFirst: texts, when: optionTests },
  ),
  'route-shape': shape({ ...always, methods: someTexts, package: text }, sometimes),
  decorator: shape({ ...always, decorators: origins }, sometimes),
  class: shape(
    { ...always, methods: someTexts },
    { ...sometimes, decorators: list(origin), extends: list(origin), implements: list(origin) },
  ),
  type: shape({ ...always, types: origins }, { ...sometimes, parameter: integer }),
});

const provider = shape(
  { decorators: origins, lifetime },
  { scopes: list(shape({ path: text, member: text, lifetime })) },
);

const framework = shape(
  { name: text, packages: someTexts, entries: list(entry, { least: 1 }) },
  {
    files: texts,
    providers: list(provider),
    instances: list(shape({ type: origin, of: origin })),
    outlives: texts,
    ends,
    clientsPerRequest: flag,
    reloads: flag,
    http: flag,
    evidence,
  },
);

const severity = oneOf('off', 'warn', 'error');

/** Which options a rule has is asked where the rules are known. */
const ruleEntry: Check = (value, path) => {
  if (!Array.isArray(value)) return severity(value, path);
  const [first, options, ...more] = value as unknown[];
  const problem = severity(first, `${path}[0]`) ?? (options === undefined ? undefined : dictionary(either('true, false or a preset', flag, oneOf(...PRESETS)))(options, `${path}[1]`));
  return problem ?? (more.length === 0 ? undefined : `${path}: expected a severity and one object of options`);
};

const keepers = ['process', 'pool', 'owner'] as const satisfies readonly ReleaseRow['keptBy'][];

const releaseRow = shape(
  { id: text, acquires: origins, noun: text, holds: text, keptBy: oneOf(...keepers), release: texts },
  {
    releasedBy: texts,
    notReleased: texts,
    borrowedBy: texts,
    callback: integer,
    selfReleasing: flag,
    when: optionTests,
    safeOptions: optionTests,
    startedBy: someTexts,
    endedBy: texts,
    timesOut: flag,
    feeds: someTexts,
    runsFile: flag,
    atOnce: flag,
    beside: dictionary(text),
    undo: text,
    disposes: disposal,
    evidence,
  },
);
const furtherRelease = shape({ of: text }, { methods: someTexts, functions: origins });

/** A pair of the user's own, or more ways to give back what is known. */
const release: Check = (value, path) => (isRow(value as ReleaseSetting | FromUser<ReleaseRow>) ? releaseRow : furtherRelease)(value, path);

const isRow = (setting: ReleaseSetting | FromUser<ReleaseRow>): setting is FromUser<ReleaseRow> => typeof setting === 'object' && setting !== null && 'acquires' in setting;

const versions: Check = (value, path) => (typeof value === 'string' && semver.validRange(value) !== null ? undefined : `${path}: expected a range of versions such as "<2.0.1", got ${JSON.stringify(value)}`);

const advisory = shape(
  { id: text, package: text, affected: versions, leaks: text, advice: text },
  { fixed: text, names: someTexts, directive: text, calls: origins, unless: shape({}, { packages: someTexts, names: someTexts }), evidence },
);

const settingsShape = shape(
  {},
  {
    preset: oneOf(...PRESETS),
    rules: dictionary(ruleEntry),
    clients: list(client),
    advisories: list(advisory),
    frameworks: list(framework),
    releases: list(release),
    lifetimes: list(shape({ files: someTexts, per: lifetime })),
    ignore: texts,
    project: oneOf(false),
    root: text,
  },
);

/** The user's own mistake, to be shown as it is. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Takes what a user wrote or says by key path what is wrong with it. */
export function readSettings(value: unknown, from = 'settings'): Settings {
  const problem = settingsShape(value ?? {}, '');
  if (problem !== undefined) throw new SettingsError(`${from}: ${problem}`);
  return (value ?? {}) as Settings;
}

const BY_THE_USER: NonEmpty<Evidence> = [{ kind: 'docs', ref: 'settings' }];

const proven = <Row extends { readonly evidence: NonEmpty<Evidence> }>(row: FromUser<Row>): Row =>
  ({ evidence: BY_THE_USER, ...row }) as unknown as Row;

/** The user's rows stand first, as the first certain answer wins, and take the place of shipped rows of the same name. */
export function withSettings(knowledge: Knowledge, settings: Settings): Knowledge {
  const { clients = [], advisories = [], frameworks = [], releases = [], lifetimes = [] } = settings;
  if (clients.length + advisories.length + frameworks.length + releases.length + lifetimes.length === 0) return knowledge;
  const ids = new Set(clients.map((row) => row.id));
  const names = new Set(frameworks.map((row) => row.name));
  const pairs = releases.filter(isRow);
  const further = releases.map((setting) => (isRow(setting) ? undefined : setting));
  const pairIds = new Set(pairs.map((row) => row.id));
  const allClients = [...clients.map((row) => proven<ClientRow>(row)), ...knowledge.clients.filter((row) => !ids.has(row.id))];
  const allPairs = [...pairs.map((row) => proven<ReleaseRow>(row)), ...knowledge.releases.filter((row) => !pairIds.has(row.id))];
  mustBeKnown(further, allClients, allPairs);
  const given = further.flatMap((setting) => setting ?? []);
  return {
    ...knowledge,
    clients: allClients.map((row) => withReleases(row, given)),
    releases: allPairs.map((row) => withFurther(row, given)),
    frameworks: [
      ...frameworks.map((row) => proven<FrameworkRow>(row)),
      ...knowledge.frameworks.filter((row) => !names.has(row.name)),
    ],
    advisories: [...advisories.map((row) => proven<AdvisoryRow>(row)), ...knowledge.advisories.filter((row) => !advisories.some(({ id }) => id === row.id))],
    lifetimes: [...lifetimes, ...(knowledge.lifetimes ?? [])],
  };
}

function mustBeKnown(releases: readonly (ReleaseSetting | undefined)[], clients: readonly ClientRow[], pairs: readonly ReleaseRow[]): void {
  const known = new Set([...clients.flatMap((row) => [row.id, row.package]), ...pairs.map((row) => row.id)]);
  for (const [index, setting] of releases.entries()) {
    if (!setting || known.has(setting.of)) continue;
    const near = nearest(setting.of, known);
    throw new SettingsError(`releases[${index}].of: there is no client and no pair "${setting.of}".${near === undefined ? '' : ` Did you mean "${near}"?`}`);
  }
}

function withReleases(row: ClientRow, releases: readonly ReleaseSetting[]): ClientRow {
  const own = releases.filter((release) => release.of === row.id || release.of === row.package);
  if (own.length === 0) return row;
  return {
    ...row,
    release: [...(row.release ?? []), ...own.flatMap((release) => release.methods ?? [])],
    releaseFunctions: [...(row.releaseFunctions ?? []), ...own.flatMap((release) => release.functions ?? [])],
  };
}

function withFurther(row: ReleaseRow, releases: readonly ReleaseSetting[]): ReleaseRow {
  const own = releases.filter((release) => release.of === row.id);
  if (own.length === 0) return row;
  const names = own.flatMap((release) => release.functions ?? []).map((origin) => origin.slice(Math.max(origin.lastIndexOf('.'), origin.lastIndexOf('#')) + 1));
  return { ...row, release: [...row.release, ...own.flatMap((release) => release.methods ?? [])], releasedBy: [...(row.releasedBy ?? []), ...names] };
}

/** The shipped knowledge never changes within a process, and a few hundred rows are not hashed for nothing. */
const keys = new WeakMap<object, string>();

/** Names a piece of plain data by its content, whatever the order of its keys: what a cache is keyed by. */
function contentKey(data: object): string {
  let key = keys.get(data);
  if (key === undefined) {
    key = createHash('sha256').update(JSON.stringify(data, sorted)).digest('hex').slice(0, 16);
    keys.set(data, key);
  }
  return key;
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What of the settings changes what is found. Presets, severities and ignored files only choose among the findings. */
export function settingsKey({ clients = [], advisories = [], frameworks = [], releases = [], lifetimes = [] }: Settings): string {
  return contentKey({ clients, advisories, frameworks, releases, lifetimes });
}
