/**
 * Checks the catalogue of clients against the packages themselves: that the exports it names exist, and the methods that release.
 *
 *   npm run knowledge:verify                 every package in the catalogue (minutes, some gigabytes of downloads)
 *   npm run knowledge:verify -- pg redis     only these
 *
 * Nothing is constructed, so methods are looked up on prototypes: what a factory function returns cannot be checked. What the newest
 * version lacks is looked up in the one that was measured before it counts as missing, since rows serve older versions too.
 * Exit code 1 when something is missing; a package that cannot be installed or imported here is reported, and no failure.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CLIENTS } from '../src/knowledge/clients/index.ts';
import type { ClientRow } from '../src/model/knowledge.ts';

const BATCH = 12;
const INSTALL_LIMIT = 5 * 60_000;
const IMPORT_LIMIT = 60_000;

/** One import of one row, as far as it can be followed without calling anything. */
interface Claim {
  readonly row: string;
  readonly specifier: string;
  /** Export names that lead to the call; empty for the default export. */
  readonly path: readonly string[];
  /** Any one of these has to exist on an instance: different versions of a package have different ones. */
  readonly methods: readonly string[];
  /** The row's own package, which may add the export to another one (`winston.transports.DailyRotateFile`). */
  readonly beside: string;
  /** As `name@version`, what the row was measured with. */
  readonly measured: readonly string[];
}

interface Line {
  readonly claim: Claim;
  readonly what: string;
  readonly state: 'ok' | 'missing' | 'not checked' | 'could not load';
  readonly note: string;
}

/** What can be checked of a row: its own calls and its release functions. Patterns with `*` name no single export. */
function claimsOf(row: ClientRow): Claim[] {
  const claims: Claim[] = [];
  const claim = (origin: string, methods: readonly string[]) => {
    const at = origin.indexOf('#');
    const specifier = origin.slice(0, at);
    const path = origin.slice(at + 1);
    if (origin.includes('*') || specifier === 'global' || specifier.startsWith('.')) return;
    const names = path.split('.');
    const call = names.findIndex((name) => name.endsWith(')'));
    // What a call returns is out of reach, except for the methods of what a class makes.
    const reached = (call === -1 ? names : names.slice(0, call + 1)).map((name) => name.replaceAll('()', '')).filter((name) => name !== '');
    const direct = call === names.length - 1 && !path.endsWith('()()');
    const after = call === -1 ? [] : names.slice(call + 1).map((name) => name.replaceAll('()', ''));
    const called = direct ? methods : after.slice(0, 1).filter(() => !path.includes('()()'));
    const measured = row.evidence.flatMap((evidence) => (evidence.kind === 'probe' ? [evidence.version] : []));
    claims.push({ row: row.id, specifier, path: reached, methods: called, beside: row.package, measured: [...new Set(measured)] });
  };
  for (const make of row.makes) claim(make, [...new Set(row.release?.map((method) => method.split('.')[0]!))]);
  for (const release of row.releaseFunctions ?? []) claim(release, []);
  return claims.filter((one, at) => claims.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === at);
}

/** Runs in the child, as source: imports one specifier and reports on the claims about it. */
const CHILD = `
const [specifier, claims] = JSON.parse(process.argv[2]);
const report = (value) => process.stdout.write('\\n@@' + JSON.stringify(value) + '\\n', () => process.exit(0));
for (const name of new Set(claims.map((claim) => claim.beside))) if (name !== specifier) await import(name).catch(() => undefined);
let space;
try {
  space = await import(specifier);
} catch (importing) {
  try {
    const { createRequire } = await import('node:module');
    space = createRequire(import.meta.url)(specifier);
  } catch {
    report({ failed: String(importing?.message ?? importing).split('\\n')[0] });
  }
}
// The ways in which code gets to an export: by name, or through a default export (twice, where a build nested it).
const roots = [space, space?.default, space?.default?.default].filter((root) => root !== undefined && root !== null);
const find = (path) => {
  if (path.length === 0) return roots.find((root) => typeof root === 'function');
  for (const root of roots) {
    const found = path.reduce((value, name) => (value === undefined || value === null ? undefined : value[name]), root);
    if (found !== undefined) return found;
  }
  return undefined;
};
const isClass = (value) => typeof value === 'function' && value.prototype && Object.getOwnPropertyNames(value.prototype).length + (Object.getPrototypeOf(value.prototype) === Object.prototype ? 0 : 1) > 1;
report({
  results: claims.map(({ path, methods }) => {
    const value = find(path);
    if (value === undefined) return { exists: false };
    if (methods.length === 0 || !isClass(value)) return { exists: true };
    return { exists: true, has: methods.filter((name) => name in value.prototype), source: String(value).slice(0, 100_000) };
  }),
});
`;

interface ChildReport {
  readonly failed?: string;
  readonly results?: readonly { readonly exists: boolean; readonly has?: readonly string[]; readonly source?: string }[];
}

function run(command: string, args: readonly string[], cwd: string, limit: number): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_ENV: 'test' } });
    let output = '';
    const keep = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const limiter = setTimeout(() => child.kill('SIGKILL'), limit);
    child.on('error', (error) => (output += error.message));
    child.on('close', (code) => {
      clearTimeout(limiter);
      resolve({ code, output });
    });
  });
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

async function install(packages: readonly string[], folder: string): Promise<Map<string, string>> {
  const failed = new Map<string, string>();
  const npm = (names: readonly string[]) =>
    run('npm', ['i', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps', ...names], folder, INSTALL_LIMIT);
  if ((await npm(packages)).code === 0) return failed;
  // One bad package spoils the batch: then one at a time.
  for (const name of packages) {
    const { code, output } = await npm([name]);
    if (code !== 0) failed.set(name, output.split('\n').find((line) => /error/i.test(line)) ?? 'npm failed');
  }
  return failed;
}

function linesOf(claims: readonly Claim[], report: ChildReport): Line[] {
  return claims.map((claim, at): Line => {
    const what = `${claim.specifier}#${claim.path.join('.')}`;
    const result = report.results?.[at];
    if (result === undefined) return { claim, what, state: 'could not load', note: report.failed ?? 'no answer in time' };
    if (!result.exists) return { claim, what, state: 'missing', note: 'no such export' };
    if (claim.methods.length === 0) return { claim, what, state: 'ok', note: '' };
    if (result.has === undefined) return { claim, what, state: 'not checked', note: `factory: ${claim.methods.join(', ')}` };
    const other = claim.methods.filter((name) => !result.has!.includes(name));
    if (result.has.length > 0) return { claim, what, state: 'ok', note: other.length > 0 ? `not in this version: ${other.join(', ')}` : '' };
    // Methods that the constructor assigns are on no prototype.
    const assigned = other.some((name) => new RegExp(`\\b${name.replace('$', '\\$')}\\b`).test(result.source ?? ''));
    if (assigned) return { claim, what, state: 'not checked', note: `set by the constructor: ${other.join(', ')}` };
    return { claim, what, state: 'missing', note: `no method ${other.join(', ')}` };
  });
}

/** Installs what is to be looked at, together, and looks. `wanted` are names, or names with a version. */
async function verify(wanted: readonly string[], claims: readonly Claim[]): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'outlive-verify-'));
  const lines: Line[] = [];
  try {
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    writeFileSync(join(folder, 'look.mjs'), CHILD);
    const failed = await install(wanted.filter((name) => !name.startsWith('node:')), folder);
    for (const specifier of new Set(claims.map((claim) => claim.specifier))) {
      const own = claims.filter((claim) => claim.specifier === specifier);
      const reason = [...failed].find(([name]) => name.startsWith(packageOf(specifier)))?.[1];
      if (reason !== undefined) {
        lines.push(...linesOf(own, { failed: reason }));
        continue;
      }
      const { output } = await run(process.execPath, ['look.mjs', JSON.stringify([specifier, own])], folder, IMPORT_LIMIT);
      const answer = output.split('\n').find((line) => line.startsWith('@@'));
      const report = answer === undefined ? { failed: output.trim().split('\n').at(-1) || 'no answer in time' } : (JSON.parse(answer.slice(2)) as ChildReport);
      lines.push(...linesOf(own, report));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return lines;
}

async function verifyBatch(packages: readonly string[], all: readonly Claim[]): Promise<Line[]> {
  const claims = all.filter((claim) => packages.includes(packageOf(claim.specifier)));
  const beside = claims.map((claim) => claim.beside).filter((name) => /^[@\w]/.test(name) && !name.includes('*') && name !== 'node');
  const newest = await verify([...new Set([...packages, ...beside])], claims);
  const missing = claims.filter((claim) => newest.some((line) => line.state === 'missing' && line.claim === claim));
  const versions = [...new Set(missing.flatMap((claim) => claim.measured.filter((name) => name.startsWith(`${packageOf(claim.specifier)}@`))))];
  if (versions.length === 0) return newest;
  const older = await verify(versions, missing);
  return newest.map((line) => {
    const again = older.find((other) => other.claim === line.claim);
    return again === undefined || again.state === 'missing' ? line : { ...again, note: `in the measured version only ${again.note}`.trim() };
  });
}

function table(lines: readonly Line[]): string {
  const width = (pick: (line: Line) => string) => Math.max(0, ...lines.map((line) => pick(line).length));
  const [rows, whats, states] = [width((l) => l.claim.row), width((l) => l.what), width((l) => l.state)];
  return lines.map((l) => `${l.state.padEnd(states)}  ${l.claim.row.padEnd(rows)}  ${l.what.padEnd(whats)}  ${l.note}`.trimEnd()).join('\n');
}

async function main(named: readonly string[]): Promise<number> {
  const claims = CLIENTS.flatMap(claimsOf);
  const known = [...new Set(claims.map((claim) => packageOf(claim.specifier)))].sort();
  const unknown = named.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`not in the catalogue: ${unknown.join(', ')}`);
    return 2;
  }
  const packages = named.length > 0 ? named : known;
  const all: Line[] = [];
  for (let at = 0; at < packages.length; at += BATCH) {
    const lines = await verifyBatch(packages.slice(at, at + BATCH), claims);
    if (lines.length > 0) console.log(table(lines));
    all.push(...lines);
  }
  const count = (state: Line['state']) => all.filter((line) => line.state === state).length;
  console.log(`\n${count('ok')} ok, ${count('missing')} missing, ${count('not checked')} not checked, ${count('could not load')} could not load`);
  return count('missing') > 0 ? 1 : 0;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = await main(process.argv.slice(2));
