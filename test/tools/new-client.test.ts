import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addClient } from '../../tools/new-client.ts';

const ORIGINAL = fileURLToPath(new URL('../../src/knowledge/clients', import.meta.url));

describe('npm run new:client', () => {
  let folder: string;
  const index = () => readFileSync(join(folder, 'index.ts'), 'utf8');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'outlive-new-client-'));
    cpSync(ORIGINAL, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('writes a file and adds it to the index, in order', () => {
    const before = index().split('\n');
    const path = addClient('@acme/cool-client', 'CoolClient', folder);
    expect(path).toBe(join(folder, 'acme-cool-client.ts'));
    const written = readFileSync(path, 'utf8');
    expect(written).toContain('export const acmeCoolClient: readonly ClientRow[] = [');
    expect(written).toContain("makes: ['@acme/cool-client#CoolClient()'],");
    const after = index().split('\n');
    expect(after.filter((line) => !before.includes(line))).toEqual([
      "import { acmeCoolClient } from './acme-cool-client.ts';",
      '  ...acmeCoolClient,',
    ]);
    const imports = after.filter((line) => line.startsWith("import {"));
    expect(imports[0]).toContain('acmeCoolClient');
    // Taken out again, the index is as it was.
    expect(after.filter((line) => !line.includes('acmeCoolClient'))).toEqual(before);
  });

  it('appends what comes last', () => {
    addClient('zz-top', 'default', folder);
    expect(readFileSync(join(folder, 'zz-top.ts'), 'utf8')).toContain("makes: ['zz-top#()'],");
    expect(index()).toContain('  ...zzTop,\n];');
  });

  it('keeps the order over several', () => {
    for (const name of ['mmm', 'kkk', 'lll']) addClient(name, 'default', folder);
    const spreads = [...index().matchAll(/\.\.\.(\w+),/g)].map(([, name]) => name!);
    expect(spreads.filter((name) => /^(kkk|lll|mmm)$/.test(name))).toEqual(['kkk', 'lll', 'mmm']);
  });

  it.each([
    ['pg', 'Pool', '`pg` is in the catalogue already: postgres.ts.'],
    ['redis', 'createClient', 'redis.ts is there already.'],
    ['not a package', 'X', '`not a package` is no package name.'],
    ['fine', 'no()', '`no()` is no export name.'],
  ])('refuses %s %s', (name, exported, reason) => {
    const before = index();
    expect(() => addClient(name, exported, folder)).toThrow(reason);
    expect(index()).toBe(before);
  });

  it('refuses a second time', () => {
    addClient('once-only', 'make', folder);
    expect(() => addClient('once-only', 'make', folder)).toThrow('once-only.ts is there already.');
  });
});
