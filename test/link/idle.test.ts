import { describe, expect, test } from 'vitest';
import rule from '../../rules/no-unreleased-resource.ts';
import { EXPRESS, findingsIn } from '../support/project.ts';

/** Lines that are reported in the handler of a request. */
function reported(body: string, imports = ''): readonly number[] {
  const head = `import net from 'node:net';import https from 'node:https';import { spawn } from 'node:child_process';import express from 'express';${imports}`;
  return findingsIn({ 'package.json': EXPRESS, 'server.js': `${head}\nexpress().get('/', (req, res) => {\n${body}\n});` }, [rule]).map(({ at }) => at.line - 2);
}

describe('a listener for silence', () => {
  test.each<[string, string, readonly number[]]>([
    ['ends something', "const s = net.connect(80);\ns.setTimeout(500, () => res.end('late'));", []],
    ['only answers', "const s = net.connect(80);\ns.setTimeout(500, () => res.json({ late: true }));", [2]],
    ['only tells a promise', "new Promise((resolve, reject) => {\nconst s = net.connect(80);\ns.on('timeout', () => reject(new Error('late')));\n});", [3]],
    ['is the callback itself', "new Promise((resolve, reject) => {\nconst s = net.connect(80);\ns.setTimeout(500, reject);\n});", [3]],
    ['is the callback, bound', "new Promise((resolve, reject) => {\nconst s = net.connect(80);\ns.setTimeout(500, reject.bind(null, new Error('late')));\n});", [3]],
    ['in a chain', "new Promise((resolve, reject) => {\nhttps.request('https://x').on('timeout', () => reject(new Error('late'))).end();\n});", [2]],
    ['ends it', "new Promise((resolve, reject) => {\nconst s = net.connect(80);\ns.setTimeout(500, () => { s.destroy(); reject(new Error('late')); });\n});", []],
    ['ends it by a helper', "new Promise((resolve, reject) => {\nconst s = net.connect(80);\nconst leave = () => { s.destroy(); reject(new Error('late')); };\ns.setTimeout(500, leave);\n});", []],
    ['is one of two, and the other ends it', "new Promise((resolve, reject) => {\nconst s = net.connect(80);\ns.on('timeout', () => reject(new Error('late')));\ns.on('timeout', () => s.destroy());\n});", []],
    ['cannot be seen', "const s = net.connect(80);\ns.setTimeout(500, onLate);", []],
  ])('%s', (_what, body, lines) => {
    expect(reported(body, "import { onLate } from 'somewhere';")).toEqual(lines);
  });
});

describe('a child that writes', () => {
  test.each<[string, string, readonly number[]]>([
    ['to the client', "const child = spawn('x');\nchild.stdout.pipe(res);", [1]],
    ['to the client, through its own parts', "const { stdout } = spawn('x');\nstdout.pipe(res);", [1]],
    ['to the client, and is killed when that one leaves', "const child = spawn('x');\nchild.stdout.pipe(res);\nres.on('close', () => child.kill());", []],
    ['to the client, with a signal', "const child = spawn('x', [], { signal: req.signal });\nchild.stdout.pipe(res);", []],
    ['to the process', "const child = spawn('x');\nchild.stdout.pipe(process.stdout);", []],
    ['and is read', "const child = spawn('x');\nchild.stdout.on('data', (text) => res.write(text));", []],
  ])('%s', (_what, body, lines) => {
    expect(reported(body)).toEqual(lines);
  });
});
