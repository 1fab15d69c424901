import { mkdtempSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Report, ReportedFinding } from '../../../src/hosts/cli/report/report.ts';
import type { Terminal } from '../../../src/hosts/cli/terminal.ts';
import { docsOf } from '../../../src/hosts/pages.ts';

export function findingOf(changes: Partial<ReportedFinding> = {}): ReportedFinding {
  const rule = changes.rule ?? 'no-per-request-client';
  return {
    rule,
    at: { file: 'lib/auth.ts', line: 4, column: 18, endLine: 4, endColumn: 35 },
    certainty: 'proven',
    preset: 'recommended',
    messageId: 'perRequest',
    data: {},
    message: '`createClient()` runs for every request and its auto-refresh timer keeps each one alive for ever. Create it once per process.',
    trace: [
      { file: 'app/route.ts', line: 3, column: 8, endLine: 3, endColumn: 12, label: 'POST' },
      { file: 'lib/auth.ts', line: 4, column: 18, endLine: 4, endColumn: 35, label: 'createClient()' },
    ],
    entries: 3,
    fingerprint: '0123456789abcdef',
    severity: 'error',
    docs: docsOf(rule),
    ...changes,
  };
}

export function reportOf(changes: Partial<Report> = {}): Report {
  return {
    version: '1.2.3',
    root: '/project',
    findings: [],
    problems: [],
    stats: { files: 12, checked: 12, parsed: 3, findings: 1, reused: false, milliseconds: { read: 30, judge: 4, total: 36 } },
    ...changes,
  };
}

/** A folder with these files, gone when the test is over. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  // The real path: on some systems the temporary folder is a link.
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'outlive-cli-')));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
}

/** A terminal, or a pipe, that remembers. */
export function terminalIn(cwd: string, { isTTY = false, env = {} }: { isTTY?: boolean; env?: Record<string, string> } = {}) {
  const texts = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({
    isTTY,
    columns: 100,
    write(text: string) {
      texts[name] += text;
    },
  });
  const terminal: Terminal = { cwd, env, out: stream('out'), err: stream('err') };
  return { terminal, texts };
}
