/**
 * Measures repairs on hand-labelled leaks: how many of those that are reported are offered one that stands its trial, and whether a project
 * with all of them made is silent there. The labels lie outside of this repository.
 *
 *     npm run repairs -- --mirrors DIR [--only owner/name,…]
 *
 * DIR holds bare git clones as DIR/owner+name/repo.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const ROOT = path.join(import.meta.dirname, '..');
const LABELS = path.join(ROOT, '../shared/accuracy/sites.jsonl');
const OUTLIVE = path.join(ROOT, 'bin/outlive.js');
/** As the scorer has it. */
const NEAR = 3;

interface Label {
  readonly repo: string;
  readonly commit: string;
  readonly path: string;
  readonly line: number;
  readonly label: string;
  readonly confidence: number;
}

interface Named {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
}

interface Report {
  readonly fixes: readonly { readonly title: string; readonly findings: readonly Named[] }[];
  readonly left: readonly (Named & { readonly refused: readonly { readonly way: string; readonly reason: string }[] })[];
}

function main(): number {
  const { values } = parseArgs({ options: { mirrors: { type: 'string' }, only: { type: 'string' }, labels: { type: 'string' } } });
  const { mirrors, only, labels = LABELS } = values;
  if (mirrors === undefined) return refused('Where are the git mirrors? npm run repairs -- --mirrors DIR [--only owner/name,…]');
  if (!existsSync(labels)) return refused(`There are no labels here: ${labels}`);
  const wanted = only?.split(',');
  const leaks = readFileSync(labels, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Label).filter(({ label, confidence, repo }) => label === 'leak' && confidence >= 0.6 && wanted?.includes(repo) !== false);
  const reasons = new Map<string, number>();
  let reported = 0;
  let repaired = 0;
  let silent = 0;
  for (const key of new Set(leaks.map(({ repo, commit }) => `${repo} ${commit}`))) {
    const rows = leaks.filter(({ repo, commit }) => `${repo} ${commit}` === key);
    const [{ repo, commit }] = rows as [Label];
    const folder = mkdtempSync(path.join(os.tmpdir(), 'outlive-repairs-'));
    try {
      if (!checkedOut(mirrors, repo, commit, folder)) continue;
      const report = JSON.parse(run(['fix', folder, '--format', 'json', '--no-config', '--no-cache'])) as Report;
      const after = (JSON.parse(run(['scan', folder, '--format', 'json', '--no-config', '--no-cache'])) as { findings: Named[] }).findings;
      const seen = new Set<Named>();
      for (const row of rows) {
        const near = (one: Named): boolean => one.file === row.path && Math.abs(one.line - row.line) <= NEAR && !seen.has(one);
        const left = report.left.find(near);
        const fix = report.fixes.flatMap(({ title, findings }) => findings.map((finding) => ({ title, finding }))).find(({ finding }) => near(finding));
        if (!left && !fix) continue;
        reported++;
        if (fix) {
          seen.add(fix.finding);
          repaired++;
          const before = report.left.filter(({ rule, file }) => rule === fix.finding.rule && file === row.path).length;
          if (after.filter(({ rule, file }) => rule === fix.finding.rule && file === row.path).length <= before) silent++;
          console.log(`repaired ${repo} ${row.path}:${String(row.line)} ${fix.finding.rule}: ${fix.title}`);
        } else if (left) {
          seen.add(left);
          console.log(`left     ${repo} ${row.path}:${String(row.line)} ${left.rule}: ${left.refused.map(({ way, reason }) => `${way}: ${reason}`).join('; ') || 'no repair is named'}`);
          for (const { way, reason } of left.refused) reasons.set(`${way}: ${reason.replace(/`[^`]*`/g, '`…`')}`, (reasons.get(`${way}: ${reason.replace(/`[^`]*`/g, '`…`')}`) ?? 0) + 1);
        }
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  for (const [reason, count] of [...reasons].sort((a, b) => b[1] - a[1])) console.log(`${String(count).padStart(4)}  ${reason}`);
  console.log(`${String(reported)} labelled leaks are reported, ${String(repaired)} of them repaired (${share(repaired, reported)}), ${String(silent)} of these silent afterwards (${share(silent, repaired)}).`);
  return 0;
}

/** What the scorer has checked out is taken as it is; a partial clone may lack files that nobody reads. */
function checkedOut(mirrors: string, repo: string, commit: string, folder: string): boolean {
  const name = repo.replace('/', '+');
  const kept = path.join(os.tmpdir(), 'accuracy', `${name}@${commit.slice(0, 12)}`);
  if (existsSync(kept)) {
    cpSync(kept, folder, { recursive: true });
    return true;
  }
  try {
    execFileSync('sh', ['-c', `git --git-dir='${path.join(mirrors, name, 'repo')}' archive ${commit} | tar -x -C '${folder}'`], { stdio: ['ignore', 'ignore', 'pipe'] });
    return true;
  } catch (error) {
    console.error(`${repo} is left out: ${error instanceof Error ? error.message.split('\n')[1] ?? error.message : String(error)}`);
    return false;
  }
}

const share = (part: number, whole: number): string => `${whole === 0 ? '–' : String(Math.round((100 * part) / whole))} %`;

function run(args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [OUTLIVE, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0 && status !== 1) throw new Error(`outlive ${args.join(' ')}: ${stderr}`);
  return stdout;
}

function refused(why: string): number {
  console.error(why);
  return 2;
}

process.exitCode = main();
