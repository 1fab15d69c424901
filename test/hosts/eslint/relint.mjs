// Lints one file of a project a thousand times in one process, as an editor does, and prints the size of the heap on the way.
//
//     node --expose-gc relint.mjs <dist> <project> <rounds> [what to plant]
import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Linter } from 'eslint';

const [dist, project, rounds, planted] = process.argv.slice(2);
const { default: plugin } = await import(pathToFileURL(path.join(dist, 'src/plugin.js')).href);
const linter = new Linter({ cwd: project });
const config = [plugin.configs.strict];
const file = path.join(project, 'src/server.js');
const other = path.join(project, 'src/visits.js');
const saved = readFileSync(file, 'utf8');
const savedOther = readFileSync(other, 'utf8');

// The clock goes on by three seconds now and then, so that the index looks at the disk again and again.
let ahead = 0;
const now = performance.now.bind(performance);
performance.now = () => now() + ahead;

const kept = [];
const sizes = [];
for (let round = 0; round < Number(rounds); round++) {
  // Every second text was never saved.
  const text = round % 2 === 0 ? saved : `${saved}\nexport const round${round} = ${round};\n`;
  const messages = linter.verify(text, config, { filename: file });
  if (messages.length === 0 || messages.some(({ fatal }) => fatal)) throw new Error(`round ${round}: ${JSON.stringify(messages)}`);
  if (planted === 'name') kept.push(`round ${round}`);
  if (planted === 'text') kept.push(text);
  if (planted === 'tree') kept.push(linter.getSourceCode());
  if (round % 10 === 9) {
    ahead += 3000;
    writeFileSync(other, `${savedOther}\n// ${round}\n`);
    const time = new Date(Date.now() + round * 1000);
    utimesSync(other, time, time);
  }
  if (round % 10 === 0) {
    globalThis.gc();
    const { heapUsed, external } = process.memoryUsage();
    sizes.push(heapUsed + external);
  }
}
console.log(JSON.stringify({ sizes, kept: kept.length }));
