import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from '../../../src/cli.ts';
import { HELP } from '../../../src/hosts/cli/arguments.ts';
import { terminalIn } from './samples.ts';

async function outlive(...argv: string[]) {
  const { terminal, texts } = terminalIn(process.cwd());
  return { code: await run(argv, terminal), ...texts };
}

describe('outlive', () => {
  it('helps', async () => {
    expect(await outlive('--help')).toEqual({ code: 0, out: HELP, err: '' });
  });

  it('fits a terminal', () => {
    expect(HELP.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('tells its version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(await outlive('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it('complains without a stack about wrong use', async () => {
    expect(await outlive('scan', '--fromat', 'json')).toEqual({
      code: 2,
      out: '',
      err: 'outlive: Unknown option --fromat. Did you mean --format?\n',
    });
  });
});

describe('docs/cli.md', () => {
  const page = readFileSync('docs/cli.md', 'utf8');

  it('names every option that the help names', () => {
    const options = HELP.match(/--[a-z-]+/g) ?? [];
    expect(options.length).toBeGreaterThan(10);
    expect(options.filter((option) => !page.includes(`\`${option}`))).toEqual([]);
  });
});
