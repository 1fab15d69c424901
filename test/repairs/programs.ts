/** Random programs that leak: an Express application put together from parts, in one of several styles. */

export interface LeakyProgram {
  readonly file: string;
  readonly text: string;
  /** The same for the same seed. */
  choose<T>(list: readonly T[]): T;
}

type Choose = LeakyProgram['choose'];

/** A part has declarations for the top of the module and statements for a handler; `N` is a number of its own. */
interface Part {
  readonly imports?: readonly (readonly [name: string, from: string])[];
  readonly top?: string;
  readonly body: string;
}

const PARTS: readonly Part[] = [
  { top: 'const seenN = new Map();', body: 'seenN.set(req.ip, Date.now());' },
  { top: 'const idsN = new Set();', body: 'idsN.add(req.params.id);' },
  { top: 'const cacheN = {};', body: 'cacheN[req.params.id] = { at: Date.now() };' },
  { top: 'const logN = [];', body: 'logN.push({ url: req.url, at: Date.now() });' },
  { top: 'const logN = [];', body: 'logN.push(req);' },
  { top: 'const hitsN = new Map();', body: 'hitsN.set(req.ip, (hitsN.get(req.ip) ?? 0) + 1);' },
  { top: 'const storeN = new Map();', body: 'const entryN = storeN.get(req.params.id);\nif (entryN && entryN.until > Date.now()) return res.json(entryN.value);\nstoreN.set(req.params.id, { value: 1, until: Date.now() + 60000 });' },
  { body: 'const timerN = setInterval(() => res.write("."), 1000);' },
  { body: 'setInterval(() => res.write("."), 1000);' },
  { body: 'const timerN = setInterval(() => res.write("."), 1000);\nawait workN(req);\nclearInterval(timerN);', top: 'const workN = async (req) => req.url;' },
  { imports: [['EventEmitter', 'node:events']], top: 'const busN = new EventEmitter();', body: 'busN.on("change", (change) => res.write(change));' },
  { imports: [['EventEmitter', 'node:events']], top: 'const busN = new EventEmitter();', body: 'const onChangeN = (change) => res.write(change);\nbusN.on("change", onChangeN);' },
  { body: 'process.on("SIGTERM", () => res.end());' },
  { imports: [['Pool', 'pg']], body: 'const poolN = new Pool({ max: N });\nconst rowsN = await poolN.query("select N");' },
  { imports: [['Pool', 'pg']], body: 'const poolN = new Pool();\nconst rowsN = await poolN.query("select N");\nawait poolN.end();' },
  { imports: [['Pool', 'pg']], top: 'const sharedN = new Pool();', body: 'const clientN = await sharedN.connect();\nawait clientN.query("select N");\nclientN.release();' },
  { imports: [['Agent', 'undici']], body: 'const agentN = new Agent();\nconst answerN = await fetch("https://api.example/N", { dispatcher: agentN });\nawait answerN.text();' },
  { imports: [['createReadStream', 'node:fs']], body: 'createReadStream("/data/N").pipe(res);' },
  { imports: [['createReadStream', 'node:fs']], body: 'const fileN = createReadStream("/data/N");\nfileN.pipe(res);' },
  { body: 'const upstreamN = await fetch("https://api.example/" + req.params.id);\nif (!upstreamN.ok) throw new Error("no");\nconst bodyN = await upstreamN.json();' },
];

/** How a handler is written around its statements. */
const HANDLERS: readonly ((path: string, body: string) => string)[] = [
  (path, body) => `app.get('${path}', async (req, res) => {\n${body}\n  res.end();\n});`,
  (path, body) => `app.get('${path}', async function (req, res) {\n${body}\n  res.end();\n});`,
  (path, body) => `async function handle${path.slice(1)}(req, res) {\n${body}\n  res.end();\n}\napp.get('${path}', handle${path.slice(1)});`,
  (path, body) => `const handle${path.slice(1)} = async (req, res) => {\n${body}\n  res.end();\n};\napp.post('${path}', handle${path.slice(1)});`,
];

/** What may stand around one part's statements. */
const AROUND: readonly ((body: string) => string)[] = [
  (body) => body,
  (body) => `if (req.query.all) {\n${indent(body)}\n}`,
  (body) => `try {\n${indent(body)}\n} catch (error) {\n  console.error(error);\n}`,
  (body) => `// kept: ${String(body.length)}\n${body}`,
  (body) => `{\n${indent(body)}\n}`,
  (body) => `switch (req.method) {\n  default: {\n${indent(indent(body))}\n  }\n}`,
];

export function leakyPrograms(seed: number): LeakyProgram {
  const random = generator(seed);
  const choose: Choose = (list) => list[Math.floor(random() * list.length)] as never;
  const maybe = (): boolean => random() < 0.5;
  const esm = maybe();
  const imports = new Map<string, string>([['express', 'express']]);
  const tops: string[] = [];
  const handlers: string[] = [];
  let number = 0;
  for (let handler = 1 + Math.floor(random() * 3); handler > 0; handler--) {
    const bodies: string[] = [];
    for (let part = 1 + Math.floor(random() * 2); part > 0; part--) {
      const { imports: names = [], top, body } = choose(PARTS);
      number++;
      const own = (text: string): string => text.replaceAll(/N\b/g, String(number));
      for (const [name, from] of names) imports.set(name, from);
      if (top !== undefined) tops.push(`${maybe() ? `// number ${String(number)}\n` : ''}${own(top)}`);
      bodies.push(choose(AROUND)(own(body)));
    }
    handlers.push(choose(HANDLERS)(`/r${String(handler)}`, indent(bodies.join('\n'))));
  }
  const heads = [...imports].map(([name, from]) => {
    if (name === 'express') return esm ? "import express from 'express';" : "const express = require('express');";
    return esm ? `import { ${name} } from '${from}';` : `const { ${name} } = require('${from}');`;
  });
  const text = `${[...heads, '', 'const app = express();', ...tops, '', ...handlers, '', 'app.listen(3000);'].join('\n')}\n`;
  return { file: esm ? 'app.mjs' : 'app.cjs', text: styled(text, choose), choose };
}

const indent = (text: string): string => text.split('\n').map((line) => `  ${line}`).join('\n');

/** The same program in another hand. */
function styled(text: string, choose: Choose): string {
  let as = text;
  if (choose([true, false, false])) as = as.replaceAll(/;$/gm, '');
  if (choose([true, false])) as = as.replaceAll(/^( {2})+/gm, (spaces) => '\t'.repeat(spaces.length / 2));
  if (choose([true, false])) as = as.replaceAll("'", '"');
  if (choose([true, false, false])) as = as.replaceAll('\n', '\r\n');
  return as;
}

/** Mulberry32: small, and the same on every machine. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
