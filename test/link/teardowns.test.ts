import { describe, expect, test } from 'vitest';
import { findingsIn } from '../support/project.ts';

const LIBRARY = JSON.stringify({ name: 'feed', version: '1.0.0', main: 'index.js', type: 'module' });

/** What is reported in a library of one file, as "rule:line", with what the message says of the way out. */
function reported(text: string, more: Readonly<Record<string, string>> = {}): readonly string[] {
  return findingsIn({ 'package.json': LIBRARY, 'index.js': text, ...more }).map(({ rule, at, messageId }) => `${rule} ${messageId} ${at.line}`);
}

const feed = (body: string): string => `import net from 'node:net';\nimport { watch } from 'node:fs';\nexport class Feed {\n${body}\n}`;

describe('the method that ends an instance', () => {
  test('forgets a timer', () => {
    expect(reported(feed('constructor(emit) {\nthis.watcher = watch("news", emit);\nthis.timer = setInterval(emit, 1000);\n}\nclose() { this.watcher.close(); }'))).toEqual(['no-uncleared-interval forgotten 6']);
  });

  test('forgets a watcher', () => {
    expect(reported(feed('start(emit) {\nthis.watcher = watch("news", emit);\nthis.timer = setInterval(emit, 1000);\n}\nstop() { clearInterval(this.timer); }'))).toEqual(['no-unreleased-resource forgotten 5']);
  });

  test('ends all', () => {
    expect(reported(feed('constructor(emit) {\nthis.watcher = watch("news", emit);\nthis.timer = setInterval(emit, 1000);\n}\nclose() { this.watcher.close(); clearInterval(this.timer); }'))).toEqual([]);
  });

  test('is not there: nothing tells that instances end', () => {
    expect(reported(feed('constructor(emit) {\nthis.timer = setInterval(emit, 1000);\n}'))).toEqual([]);
  });

  test('ends it by another method', () => {
    expect(reported(feed('constructor(emit) {\nthis.watcher = watch("news", emit);\nthis.timer = setInterval(emit, 1000);\n}\nclose() { this.watcher.close(); this.quiet(); }\nquiet() { clearInterval(this.timer); }'))).toEqual([]);
  });

  test('is one of the class below, which forgets what the one above opened', () => {
    expect(reported(`${feed('constructor(emit) {\nthis.timer = setInterval(emit, 1000);\n}')}\nexport class Watched extends Feed {\nopen(emit) { this.watcher = watch("news", emit); }\nclose() { this.watcher.close(); }\n}`)).toEqual(['no-uncleared-interval forgotten 5']);
  });

  test('is one of the class above, while the field is ended in the class below', () => {
    expect(reported(`${feed('open(emit) {\nthis.watcher = watch("news", emit);\nthis.timer = setInterval(emit, 1000);\n}\nclose() { this.watcher.close(); }')}\nexport class Timed extends Feed {\nclose() { super.close(); clearInterval(this.timer); }\n}`)).toEqual([]);
  });

  test('leaves to others what it gave away', () => {
    expect(reported(feed('constructor(emit, keep) {\nthis.watcher = watch("news", emit);\nthis.timer = setInterval(emit, 1000);\nkeep(this.timer);\n}\nclose() { this.watcher.close(); }'))).toEqual([]);
  });

  test('leaves to others what they end by its name', () => {
    expect(reported(feed('constructor(emit) {\nthis.watcher = watch("news", emit);\nthis.timer = setInterval(emit, 1000);\n}\nclose() { this.watcher.close(); }'), { 'other.js': 'export function quiet(feed) { clearInterval(feed.timer); }' })).toEqual([]);
  });

  test('of the one instance that a process has may forget', () => {
    expect(reported(`${feed('constructor(emit) {\nthis.watcher = watch("news", emit);\nthis.timer = setInterval(emit, 1000);\n}\nclose() { this.watcher.close(); }').replace('export class', 'class')}\nexport const one = new Feed(() => {});`)).toEqual([]);
  });
});
