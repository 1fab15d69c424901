// F, E, and ESLint with our preset. Arguments: folder, none|noop|plugin, where to write times.
import { writeFileSync } from 'node:fs';
import { ESLint } from 'eslint';
import { configOf } from './eslint-config.mjs';

const [folder, rules, output] = process.argv.slice(2);
process.chdir(folder);
const eslint = new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: await configOf(rules), stats: true });
const results = await eslint.lintFiles(['.']);

const fatal = results.filter((result) => result.fatalErrorCount > 0).length;
// The first file pays for loading the index, which has a row of its own.
const times = results.map(({ stats }) => {
  const passes = stats?.times.passes ?? [];
  const ours = passes.flatMap((pass) => Object.entries(pass.rules ?? {}).filter(([name]) => name.startsWith('outlive/')));
  return { parse: sum(passes.map((pass) => pass.parse.total)), rules: sum(ours.map(([, time]) => time.total)) };
});
const loading = Math.max(0, ...times.map((time) => time.rules));
const found = sum(results.map(({ messages }) => messages.length));
writeFileSync(output, JSON.stringify({ files: results.length, fatal, found, parse: sum(times.map((time) => time.parse)), rules: sum(times.map((time) => time.rules)), loading }));

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
