import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../src/hosts/cli/arguments.ts';

const complaint = (...argv: string[]): string => {
  try {
    readArguments(argv);
  } catch (error) {
    return (error as Error).message;
  }
  return 'no complaint';
};

describe('arguments', () => {
  it('needs nothing but the command', () => {
    expect(readArguments(['scan'])).toEqual({
      kind: 'scan',
      paths: [],
      format: 'pretty',
      rules: [],
      cache: true,
      stats: false,
      config: true,
      strictParse: false,
      dependencies: false,
    });
  });

  it('reads every option', () => {
    const argv =
      'scan app lib --format json --preset strict --rule a --rule outlive/b=warn --max-warnings 0 --output-file out.json --no-cache --stats --no-config --strict-parse';
    expect(readArguments(argv.split(' '))).toEqual({
      kind: 'scan',
      paths: ['app', 'lib'],
      format: 'json',
      preset: 'strict',
      rules: [{ rule: 'a' }, { rule: 'b', severity: 'warn' }],
      maxWarnings: 0,
      outputFile: 'out.json',
      cache: false,
      stats: true,
      config: false,
      strictParse: true,
      dependencies: false,
    });
  });

  it('reads options of rules', () => {
    expect(readArguments(['scan', '--rule', 'outlive/a:b,c', '--rule', 'd:e=warn'])).toMatchObject({ rules: [{ rule: 'a', options: ['b', 'c'] }, { rule: 'd', options: ['e'], severity: 'warn' }] });
  });

  it('reads a place', () => {
    const common = { kind: 'explain', format: 'pretty', cache: true, config: true, rules: [] };
    expect(readArguments(['explain', 'lib/a.ts:12'])).toEqual({ ...common, file: 'lib/a.ts', line: 12 });
    expect(readArguments(['explain', 'C:\\lib\\[id].ts:12:3', '-f', 'json'])).toEqual({ ...common, format: 'json', file: 'C:\\lib\\[id].ts', line: 12, column: 3 });
  });

  it('takes paths that begin with a dash after --', () => {
    expect(readArguments(['scan', '--', '-odd'])).toMatchObject({ paths: ['-odd'] });
  });

  it.each([['--help'], ['-h'], ['scan', '--help']])('%s %s asks for help', (...argv) => {
    expect(readArguments(argv)).toEqual({ kind: 'help' });
  });

  it('gives the version', () => {
    expect(readArguments(['--version'])).toEqual({ kind: 'version' });
  });

  it.each([
    [[], 'A command is missing. Try `outlive scan`, or `outlive --help`.'],
    [['scna'], 'Unknown command "scna". Did you mean `outlive scan`?'],
    [['src'], 'Unknown command "src". To check files, write `outlive scan src`.'],
    [['scan', '--fromat', 'json'], 'Unknown option --fromat. Did you mean --format?'],
    [['scan', '--cache'], 'Unknown option --cache. Did you mean --no-cache?'],
    [['scan', '--wibble'], 'Unknown option --wibble. See `outlive --help`.'],
    [['scan', '-x'], 'Unknown option -x. See `outlive --help`.'],
    [['scan', '--format', 'jsno'], '--format is one of pretty, json, not "jsno". Did you mean "json"?'],
    [['scan', '--preset', 'all'], '--preset is one of recommended, strict, not "all".'],
    [['scan', '--rule', 'a=errr'], '--rule a= is one of off, warn, error, not "errr". Did you mean "error"?'],
    [['scan', '--rule', '=warn'], '--rule takes name, name:option or name=off|warn|error, not "=warn".'],
    [['scan', '--rule', 'a:'], '--rule takes name, name:option or name=off|warn|error, not "a:".'],
    [['scan', '--rule', 'a:b=errr'], '--rule a= is one of off, warn, error, not "errr". Did you mean "error"?'],
    [['explian', 'a.js:1'], 'Unknown command "explian". Did you mean `outlive explain`?'],
    [['entries', '--stats'], '`outlive entries` has no option --stats.'],
    [['scan', '--max-warnings', '-1'], "Option '--max-warnings' argument is ambiguous."],
    [['scan', '--max-warnings', 'many'], '--max-warnings takes a whole number, not "many".'],
    [['scan', '--stats=yes'], "Option '--stats' does not take an argument"],
    [['scan', '--output-file'], "Option '-o, --output-file <value>' argument missing"],
    [['scan', '--output-file='], '--output-file needs a value.'],
  ])('explains what is wrong with %j', (argv, message) => {
    expect(complaint(...argv)).toContain(message);
  });
});
