import { describe, expect, it } from 'vitest';
import { run } from '../../../src/cli.ts';
import { folderWith, terminalIn } from './samples.ts';

const PROJECT = {
  'package.json': '{ "private": true, "type": "module", "dependencies": { "express": "5.1.0" } }',
  'server.js': [
    "import express from 'express';",
    "express().get('/', (req, res) => {",
    '  setInterval(() => res.write("."), 1000);',
    '  setInterval(() => res.write("."), 1000); // eslint-disable-line outlive/no-uncleared-interval',
    '});',
  ].join('\n'),
  'broken.js': 'export let\n',
  '.gitignore': 'gen\n',
  'gen/a.js': 'export let a;\n',
  'types.d.ts': 'export {};\n',
};

async function outlive(argv: string, files: Readonly<Record<string, string>> = PROJECT) {
  const folder = folderWith({ '.git/HEAD': '', ...files });
  const { terminal, texts } = terminalIn(folder);
  return { code: await run(argv.split(' '), terminal), folder, ...texts };
}

describe('outlive explain', () => {
  it('tells why something is reported', async () => {
    const { code, out, err, folder } = await outlive('explain server.js:3');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.replaceAll(folder, '')).toMatchInlineSnapshot(`
      "server.js:3

        Code of the server: nothing says that it runs elsewhere.

      server.js:3:3  setInterval()  timer

        Reported (no-uncleared-interval, error):
          \`setInterval()\` starts a new interval for every request (GET / in server.js), and nothing ends it: it runs, and keeps all that its callback sees, for ever. Keep the handle and end it with \`clearInterval()\` when the request closes.

        Who runs it, and how often
          A function without a name (server.js:2:20) runs for every request.
            For every request: GET / – Express: given to a call of \`express#().get\`
              server.js:2:20

        What keeps it
          What runs the interval keeps it and its callback, as long as it runs.

        Who gives it back
          Nothing is seen to give it back.

        Excuses of no-uncleared-interval
          fails  unknownOwner         nothing that is known runs the code
          fails  runsOnce             the code runs once per process: at module scope, in a start-up function, or in what only those call
          fails  memoised             it is made only while there is none yet, and kept for the process
          fails  endsItself           its own callback ends it
          fails  releasedOnEveryExit  it is released on every way out of the function: in \`finally\`, with \`using\`, or on each branch
          fails  releasedAtTeardown   it is released at an end that always comes: \`close\` of the response or socket, an aborted signal, a teardown
          fails  releasedElsewhere    another function of the file or class releases it, or one outcome of a promise does
          fails  handedOn             it is returned, stored or given to code that may release it, and no caller is seen to forget it
      "
    `);
  });

  it('tells why not', async () => {
    expect((await outlive('explain server.js:4')).out).toContain('Not shown (no-uncleared-interval): a comment silences it. It would say:');
    expect((await outlive('explain server.js:3 --rule no-uncleared-interval=off')).out).toContain('Not shown (no-uncleared-interval): the rule is off.');
    expect((await outlive('explain server.js:3 --rule no-unremoved-listener')).out).toContain('other rules were asked for by name');
  });

  it.each([
    ['broken.js:1', 'Unexpected token (line 2).'],
    ['gen/a.js:1', 'git ignores the folder `gen`.'],
    ['types.d.ts:1', 'declarations hold no code that runs.'],
    ['package.json:1', 'it is neither JavaScript nor TypeScript.'],
  ])('tells why %s is not looked at', async (place, why) => {
    const { code, out } = await outlive(`explain ${place}`);
    expect(code).toBe(0);
    expect(out).toContain('The file is not looked at: ');
    expect(out).toContain(why);
  });

  it('reads a package that the catalogue does not know', async () => {
    const files = {
      ...PROJECT,
      'frob.js': "import express from 'express';\nimport { Frob } from 'frob';\nexpress().get('/', () => { new Frob(); });\n",
      'node_modules/frob/package.json': '{ "name": "frob", "version": "1.2.3", "type": "module" }',
      'node_modules/frob/index.js': 'export class Frob {\n  timer = setInterval(() => {}, 1000);\n  close() {}\n}\n',
    };
    expect((await outlive('explain frob.js:3', files)).out).toContain('by the source of frob 1.2.3, making one begins a timer: `setInterval()` in node_modules/frob/index.js:2; `close()` may end it');
    expect((await outlive('explain frob.js:3', { ...files, 'node_modules/frob/index.js': 'export class Frob {}' })).out).toContain('making one begins nothing that would stay');
    expect((await outlive('explain frob.js:3', { ...PROJECT, 'frob.js': files['frob.js'] })).out).toContain('the source of `frob` could not be read');
  });

  it('writes JSON', async () => {
    const { code, out } = await outlive('explain server.js:3:5 --format json --no-cache');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      version: expect.any(String) as string, file: 'server.js', line: 3, column: 5,
      explanation: { side: 'server', cases: [{ subject: 'setInterval()', rules: [{ rule: 'no-uncleared-interval', severity: 'error' }] }] },
    });
  });

  it.each([
    ['explain', 'What to explain is missing.'],
    ['explain server.js', '"server.js" names no line. Write `outlive explain server.js:21`'],
    ['explain server.js:0', 'Lines and columns count from 1.'],
    ['explain server.js:99', 'server.js has only 5 lines.'],
    ['explain nope.js:1', 'No such file: nope.js'],
    ['explain server.js:1 server.js:2', 'One place at a time'],
    ['explain server.js:1 --stats', '`outlive explain` has no option --stats.'],
    ['entries --preset strict', '`outlive entries` has no option --preset.'],
    ['entries nope', 'No such file or folder: nope'],
  ])('%s is wrong use', async (argv, message) => {
    const { code, out, err } = await outlive(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});

describe('outlive entries', () => {
  it('lists what is run from outside', async () => {
    const { code, out } = await outlive('entries');
    expect(code).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "For every request, job or run of a schedule
        Express
          server.js:2:20  GET /

      1 entry in 1 file.
      "
    `);
  });

  it('keeps to the paths, and writes JSON', async () => {
    const files = { ...PROJECT, 'other.js': "import express from 'express';\nexpress().get('/other', () => {});\n" };
    const { out } = await outlive('entries other.js --format json', files);
    expect(JSON.parse(out)).toMatchObject({ files: 1, entries: [{ per: 'request', framework: 'Express', label: 'GET /other', at: { file: 'other.js', line: 2 } }] });
    expect((await outlive('entries lib', { 'package.json': '{}', 'lib/a.js': 'export const a = 1;' })).out).toBe('No function is known to be run from outside in 1 file.\n');
  });
});
