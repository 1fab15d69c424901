// An editor: one process that lints one file again and again, each time with another unsaved text.
// Arguments: folder, file, none|plugin, times, how many of them after a pause, output.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ESLint } from 'eslint';
import { configOf } from './eslint-config.mjs';

const [folder, file, rules, times, paused, output] = process.argv.slice(2);
process.chdir(folder);
const filePath = join(folder, file);
const text = readFileSync(filePath, 'utf8');
const eslint = new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: await configOf(rules) });

/** CPU milliseconds of all threads. */
async function lint(edition) {
  const before = process.cpuUsage();
  await eslint.lintText(`${text}\nexport const edition${edition} = ${edition};\n`, { filePath });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const first = await lint(0);
const again = [];
for (let edition = 1; edition <= Number(times); edition += 1) again.push(await lint(edition));
// After a pause an index has to ask the disk whether other files have changed.
const afterPause = [];
for (let edition = 1; edition <= Number(paused); edition += 1) {
  await pause(2100);
  afterPause.push(await lint(Number(times) + edition));
}
writeFileSync(output, JSON.stringify({ first, again: median(again.slice(Math.floor(again.length / 2))), afterPause: median(afterPause) }));

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
