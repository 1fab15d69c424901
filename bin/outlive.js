#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';

const entry = new URL('../dist/src/cli.js', import.meta.url);

if (existsSync(entry)) {
  // Since Node 22.8: compiled code is kept between runs.
  module.enableCompileCache?.();
  const { main } = await import(entry.href);
  // Never `process.exit`: what is still on its way into a pipe would be lost.
  process.exitCode = await main(process.argv.slice(2));
} else {
  console.error('outlive has not been built here: run `npm run build` in its folder first.');
  process.exitCode = 2;
}
