import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { copyProject, growMonorepo, makeBarrel, makeChain, makeCircle } from './corpus.ts';
import type { Corpus } from './corpus.ts';
import { bytesIn, exponent, measure, median, program, whileChanged } from './measure.ts';
import type { Usage } from './measure.ts';
import { markdown, verdictOf } from './table.ts';
import type { Row } from './table.ts';

const USAGE = `npm run bench [-- options]

  --files n      files of the corpus; growth is measured to four times as many (default 5000)
  --dir FOLDER   measure a copy of this folder instead; no growth, no adversaries
  --runs n       medians of so many runs (default 3)
  --quick        500 files, one run, small adversaries
  --json FILE    also write every number there
  --assert       exit 1 when a must is missed or could not be measured
  --help`;

const ROOT = join(import.meta.dirname, '..');
const CLI = join(ROOT, 'bin/outlive.js');
const PLUGIN = join(ROOT, 'dist/src/plugin.js');

interface Options {
  readonly files: number;
  readonly dir: string | undefined;
  readonly runs: number;
  readonly quick: boolean;
  readonly json: string | undefined;
  readonly assert: boolean;
}

/** Every number of one kind of process, one for each round. */
class Series {
  readonly name: string;
  readonly usages: Usage[] = [];
  failure: string | undefined;
  constructor(name: string) {
    this.name = name;
  }
  run(work: () => Usage): void {
    if (this.failure !== undefined) return;
    const start = performance.now();
    try {
      const usage = work();
      this.usages.push(usage);
      console.error(`  ${this.name}: ${usage.cpu.toFixed(0)} ms CPU, ${usage.rss.toFixed(0)} MB, ${(performance.now() - start).toFixed(0)} ms`);
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
      console.error(`  ${this.name}: ${this.failure}`);
    }
  }
  get cpu(): number | undefined {
    return this.usages.length === 0 ? undefined : median(this.usages.map((usage) => usage.cpu));
  }
  get rss(): number | undefined {
    return this.usages.length === 0 ? undefined : median(this.usages.map((usage) => usage.rss));
  }
}

/** What the measured programs write about themselves. */
interface LintTimes {
  readonly files: number;
  readonly fatal: number;
  readonly found: number;
  readonly parse: number;
  readonly rules: number;
  readonly loading: number;
}
interface EditTimes {
  readonly first: number;
  readonly again: number;
  readonly afterPause: number | null;
}

class Bench {
  readonly options: Options;
  readonly temporary: string;
  readonly series = new Map<string, Series>();
  readonly rows: Row[] = [];

  constructor(options: Options, temporary: string) {
    this.options = options;
    this.temporary = temporary;
  }

  of(name: string): Series {
    const series = this.series.get(name) ?? new Series(name);
    this.series.set(name, series);
    return series;
  }

  folder(name: string): string {
    return join(this.temporary, name);
  }

  run(): void {
    const { dir, files } = this.options;
    const corpus = dir === undefined ? growMonorepo(this.folder('monorepo'), files) : copyProject(resolve(dir), this.folder('given'));
    console.error(`${corpus.files.length} files, ${(corpus.bytes / 2 ** 20).toFixed(1)} MB`);
    // A corpus that nobody parses was not worth making.
    if (corpus.files.length === 0) throw new Error(`${dir} has no JavaScript or TypeScript files.`);
    const large = dir === undefined ? growMonorepo(this.folder('monorepo-large'), files * 4) : undefined;

    const lints: LintTimes[] = [];
    let cacheBytes = 0;
    for (let round = 1; round <= this.options.runs; round += 1) {
      console.error(`round ${round} of ${this.options.runs}`);
      this.parse('P', corpus);
      this.lint('F', corpus, 'none');
      this.lint('E', corpus, 'noop');
      forgetCache(corpus);
      this.scan('scan cold', corpus);
      cacheBytes = bytesIn(cacheOf(corpus));
      this.scan('scan warm', corpus);
      whileChanged(join(corpus.folder, middle(corpus)), round, () => this.scan('scan one changed', corpus));
      forgetCache(corpus);
      this.lint('eslint cold', corpus, 'plugin');
      const times = this.lint('eslint warm', corpus, 'plugin');
      if (times) lints.push(times);
      if (large) {
        forgetCache(large);
        this.scan('scan cold, large', large);
      }
    }
    this.scanRows(corpus, large, cacheBytes);
    this.eslintRows(lints);
    this.importRows();
    this.editorRows(corpus);
    if (dir === undefined) this.adversaries();
    this.note(corpus);
  }

  parse(name: string, corpus: Corpus): void {
    const list = this.folder('files.json');
    writeFileSync(list, JSON.stringify({ folder: corpus.folder, files: corpus.files }));
    this.of(name).run(() => measure(this.temporary, [program('parse.mjs'), list]));
  }

  lint(name: string, corpus: Corpus, rules: 'none' | 'noop' | 'plugin'): LintTimes | undefined {
    const series = this.of(name);
    const output = this.folder('lint.json');
    rmSync(output, { force: true });
    series.run(() => {
      if (rules === 'plugin') present(PLUGIN);
      return measure(this.temporary, ['--max-old-space-size=8192', program('lint.mjs'), corpus.folder, rules, output]);
    });
    return series.failure === undefined ? (JSON.parse(readFileSync(output, 'utf8')) as LintTimes) : undefined;
  }

  scan(name: string, corpus: Corpus): void {
    this.of(name).run(() => {
      present(CLI);
      // 1 means findings. The output goes to a file, as formatting for a pipe is no part of the work.
      return measure(this.temporary, [CLI, 'scan', corpus.folder, '--format', 'json', '--output-file', this.folder('scan.json')], [0, 1]);
    });
  }

  scanRows(corpus: Corpus, large: Corpus | undefined, cacheBytes: number): void {
    const size = corpus.files.length;
    this.ratio('F over P', 'F', 'P');
    this.ratio('E over F', 'E', 'F');
    this.ratio('scan cold over P', 'scan cold', 'P', { must: 4, aim: 2.5 });
    this.ratio('scan cold over F', 'scan cold', 'F', { must: 0.4 });
    this.ratio('scan warm, nothing changed, over P', 'scan warm', 'P', { must: 0.35, aim: 0.2 });
    this.ratio('scan warm, one file changed, over P', 'scan one changed', 'P', { must: 0.5, aim: 0.3 });
    // Limits of memory are absolute, so they only mean something at the size they were set for.
    this.rows.push({ what: `peak memory, ${size} files`, ...valueOf(this.of('scan cold'), 'rss'), unit: 'MB', ...(size === 5000 ? { must: 350, aim: 250 } : {}) });
    if (large) {
      const largeSize = large.files.length;
      const cold = this.of('scan cold, large');
      this.rows.push({ what: `peak memory, ${largeSize} files`, ...valueOf(cold, 'rss'), unit: 'MB', ...(largeSize === 20_000 ? { must: 700, aim: 450 } : {}) });
      this.growth(`growth of CPU, ${size} to ${largeSize} files`, this.of('scan cold'), size, cold, largeSize, { must: 1.05, aim: 1 });
    }
    const cold = this.of('scan cold');
    const cache = cold.failure === undefined && cacheBytes > 0 ? { value: cacheBytes / corpus.bytes } : { note: cold.failure ?? 'no cache was written' };
    this.rows.push({ what: 'cache on disk over source', ...cache, unit: '×', must: 0.8 });
  }

  eslintRows(lints: readonly LintTimes[]): void {
    const plugin = this.of('eslint warm');
    const share = (time: (lint: LintTimes) => number): Partial<Row> => (lints.length === 0 ? { note: plugin.failure ?? '' } : { value: 100 * median(lints.map((lint) => time(lint) / lint.parse)) });
    this.rows.push({ what: 'rule time over parse time, index loaded', unit: '%', must: 10, aim: 5, ...share((lint) => lint.rules - lint.loading) });
    this.rows.push({ what: 'the same with loading the index', unit: '%', ...share((lint) => lint.rules) });
    const f = this.of('F').cpu;
    for (const [name, must, aim] of [['eslint cold', 45, 30], ['eslint warm', 25, 14]] as const) {
      const { cpu, failure } = this.of(name);
      const value = cpu === undefined || f === undefined ? { note: failure ?? this.of('F').failure ?? '' } : { value: 100 * (cpu / f - 1) };
      this.rows.push({ what: `${name.replace('eslint', '`eslint .` over F, index')}`, unit: '%', must, aim, ...value });
    }
  }

  importRows(): void {
    const runs = Math.max(7, this.options.runs);
    console.error('import of the plugin');
    for (let run = 0; run < runs; run += 1) {
      this.of('import nothing').run(() => measure(this.temporary, [program('import-nothing.mjs')]));
      this.of('import plugin').run(() => {
        present(PLUGIN);
        return measure(this.temporary, [program('import-plugin.mjs')]);
      });
    }
    const nothing = this.of('import nothing').cpu;
    const { cpu, failure } = this.of('import plugin');
    const value = cpu === undefined || nothing === undefined ? { note: failure ?? '' } : { value: cpu - nothing };
    this.rows.push({ what: 'import of the plugin', unit: 'ms', must: 50, aim: 20, ...value });
  }

  editorRows(corpus: Corpus): void {
    console.error('editor');
    const { quick, runs } = this.options;
    const file = middle(corpus);
    const edits = (rules: 'none' | 'plugin'): EditTimes => {
      const output = this.folder('edit.json');
      measure(this.temporary, [program('edit.mjs'), corpus.folder, file, rules, quick ? '20' : '60', quick ? '1' : '5', output]);
      return JSON.parse(readFileSync(output, 'utf8')) as EditTimes;
    };
    const bare: EditTimes[] = [];
    const ours: EditTimes[] = [];
    let failure: string | undefined;
    try {
      present(PLUGIN);
      for (let run = 0; run < runs; run += 1) {
        bare.push(edits('none'));
        ours.push(edits('plugin'));
      }
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
    const rows: readonly [Row, (bare: EditTimes, ours: EditTimes) => number][] = [
      [{ what: 'editor: re-lint of one changed file over F', unit: '×', must: 1.5, aim: 1.2 }, (f, p) => p.again / f.again],
      [{ what: 'editor: the same, difference', unit: 'ms', must: 8 }, (f, p) => p.again - f.again],
      [{ what: 'editor: the same after a pause of 2.1 s', unit: 'ms' }, (f, p) => (p.afterPause ?? NaN) - (f.afterPause ?? NaN)],
      [{ what: 'editor: first file with a warm index, over F', unit: 'ms', must: 500 }, (f, p) => p.first - f.first],
    ];
    for (const [row, compute] of rows) {
      this.rows.push(failure === undefined ? { ...row, value: median(ours.map((p, index) => compute(bare[index]!, p))) } : { ...row, note: failure });
    }
  }

  /** Shapes that make a careless analysis quadratic, each at two sizes. */
  adversaries(): void {
    const scale = this.options.quick ? 1 : 4;
    const makers: readonly [string, number, (folder: string, size: number) => Corpus][] = [
      ['call chain', 250 * scale, makeChain],
      ['import circle', 500 * scale, makeCircle],
      ['barrel', 500 * scale, (folder, size) => makeBarrel(folder, size, size / 10)],
    ];
    const one = makeCircle(this.folder('one'), 1);
    for (const [name, size, make] of makers) {
      const sizes = [size, size * 4] as const;
      const corpora = sizes.map((each) => make(this.folder(`${name}-${each}`.replace(' ', '-')), each));
      console.error(`${name}: ${sizes.join(' and ')}`);
      for (let round = 0; round < this.options.runs; round += 1) {
        forgetCache(one);
        this.scan('scan of one file', one);
        for (const corpus of corpora) {
          forgetCache(corpus);
          this.scan(corpus.name, corpus);
        }
      }
      const [small, large] = corpora;
      this.growth(`growth of CPU, ${name} of ${sizes.join(' to ')}`, this.of(small!.name), small!.files.length, this.of(large!.name), large!.files.length, { must: 1.15, aim: 1 });
    }
  }

  ratio(what: string, over: string, under: string, limits: { must?: number; aim?: number } = {}): void {
    const [a, b] = [this.of(over), this.of(under)];
    const value = a.cpu === undefined || b.cpu === undefined ? { note: a.failure ?? b.failure ?? '' } : { value: a.cpu / b.cpu };
    this.rows.push({ what, unit: '×', ...limits, ...value });
  }

  /** Without what a process costs that scans next to nothing: it would make any growth look flat. */
  growth(what: string, small: Series, smallSize: number, large: Series, largeSize: number, limits: { must: number; aim: number }): void {
    const start = this.startOfScan();
    if (small.cpu === undefined || large.cpu === undefined || start === undefined) {
      this.rows.push({ what, unit: 'exponent', ...limits, note: small.failure ?? large.failure ?? '' });
      return;
    }
    const value = exponent({ size: smallSize, cpu: Math.max(1, small.cpu - start) }, { size: largeSize, cpu: Math.max(1, large.cpu - start) });
    this.rows.push({ what, unit: 'exponent', ...limits, value });
  }

  startOfScan(): number | undefined {
    const series = this.of('scan of one file');
    if (series.usages.length === 0 && series.failure === undefined) {
      const one = makeCircle(this.folder('one'), 1);
      for (let run = 0; run < 3; run += 1) {
        forgetCache(one);
        this.scan(series.name, one);
      }
    }
    return series.cpu;
  }

  note(corpus: Corpus): void {
    const { options } = this;
    const p = this.of('P').cpu;
    console.log(`${corpus.files.length} files, ${(corpus.bytes / 2 ** 20).toFixed(1)} MB; medians of ${options.runs}; CPU time of fresh processes, Node ${process.version}, ${cpus()[0]?.model.trim() ?? 'unknown CPU'}; P is ${p?.toFixed(0) ?? '–'} ms.\n`);
    console.log(markdown(this.rows));
  }
}

const cacheOf = (corpus: Corpus): string => join(corpus.folder, 'node_modules/.cache/outlive');
const forgetCache = (corpus: Corpus): void => {
  rmSync(cacheOf(corpus), { recursive: true, force: true });
};

/** A file in the middle of the list of a usual size that takes an `export` at its end. */
function middle(corpus: Corpus): string {
  const modules = corpus.files.filter((file) => /\.tsx?$/.test(file) && !/(^|\/)index\.|\.d\.ts$/.test(file));
  return modules[modules.length >> 1] ?? corpus.files[corpus.files.length >> 1]!;
}

function present(path: string): void {
  if (!existsSync(path)) throw new Error(`${path.slice(ROOT.length + 1)} is not there: npm run build`);
}

function valueOf(series: Series, which: 'cpu' | 'rss'): { value: number } | { note: string } {
  const value = series[which];
  return value === undefined ? { note: series.failure ?? '' } : { value };
}

function readOptions(): Options | undefined {
  const { values } = parseArgs({
    options: {
      files: { type: 'string' },
      dir: { type: 'string' },
      runs: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      assert: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const count = (name: 'files' | 'runs', otherwise: number): number => {
    const value = values[name] === undefined ? otherwise : Number(values[name]);
    if (!Number.isInteger(value) || value < 1) throw new TypeError(`--${name} takes a whole number`);
    return value;
  };
  if (values.dir !== undefined && !existsSync(values.dir)) throw new TypeError(`--dir ${values.dir} is not there`);
  const { quick, assert, dir, json } = values;
  return { files: count('files', quick ? 500 : 5000), runs: count('runs', quick ? 1 : 3), quick, assert, dir, json };
}

function main(): number {
  let options: Options | undefined;
  try {
    options = readOptions();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  if (options === undefined) {
    console.log(USAGE);
    return 0;
  }
  // Real path: a tool that resolves symlinks must not see two names for one file.
  const temporary = mkdtempSync(join(realpathSync(tmpdir()), 'outlive-bench-'));
  const bench = new Bench(options, temporary);
  try {
    bench.run();
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  if (options.json !== undefined) {
    const raw = Object.fromEntries([...bench.series].map(([name, { usages, failure }]) => [name, { usages, ...(failure === undefined ? {} : { failure }) }]));
    writeFileSync(options.json, `${JSON.stringify({ rows: bench.rows.map((row) => ({ ...row, verdict: verdictOf(row) })), raw }, null, 2)}\n`);
  }
  const missed = bench.rows.filter((row) => row.must !== undefined && ['MISSED', 'not measured'].includes(verdictOf(row)));
  return options.assert && missed.length > 0 ? 1 : 0;
}

process.exitCode = main();
