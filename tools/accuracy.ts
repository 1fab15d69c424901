/**
 * Scores the command line on hand-labelled places and real fixes. The labels lie outside of this repository.
 *
 *     npm run accuracy -- --mirrors DIR                                both tables
 *     npm run accuracy -- --mirrors DIR sites --only owner/name        one, for some repositories
 *
 * DIR holds bare git clones as DIR/owner+name/repo. Other options are the scorer's own.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const SCORER = join(ROOT, '../shared/accuracy/score.mjs');
const MODES = ['sites', 'leakfix'];
/** `{dir}` is the scorer's place for a checkout. The cache would outlive the scan it was made for. */
const SCAN = [process.execPath, join(ROOT, 'bin/outlive.js'), 'scan', '{dir}', '--format', 'json', '--no-config', '--no-cache'];
const FAILURE = 2;

function main(given: readonly string[]): number {
  const modes = MODES.filter((mode) => given.includes(mode));
  const options = given.filter((argument) => !MODES.includes(argument));
  if (!options.includes('--mirrors')) return refused('Where are the git mirrors? npm run accuracy -- --mirrors DIR [sites|leakfix] [--only owner/name,…]');
  if (!existsSync(SCORER)) return refused(`There is no scorer here: ${SCORER}`);
  if (!existsSync(join(ROOT, 'dist/src/cli.js'))) return refused('There is no build to score: npm run build');
  let worst = 0;
  for (const mode of modes.length > 0 ? modes : MODES) {
    console.log(`${mode}\n`);
    const { status } = spawnSync(process.execPath, [SCORER, mode, ...options, '--', ...SCAN], { stdio: 'inherit' });
    console.log('');
    worst = Math.max(worst, status ?? FAILURE);
  }
  return worst;
}

function refused(why: string): number {
  console.error(why);
  return FAILURE;
}

process.exitCode = main(process.argv.slice(2));
