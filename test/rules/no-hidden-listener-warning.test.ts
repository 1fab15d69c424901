import { describe } from 'vitest';
import rule from '../../rules/no-hidden-listener-warning.ts';
import { EXPRESS } from '../support/project.ts';
import { leaks, silent } from '../support/rule-cases.ts';

const app = (text: string) => ({ 'package.json': EXPRESS, 'server.js': `import express from 'express';\nimport { EventEmitter, setMaxListeners } from 'node:events';\nimport events from 'node:events';\nconst app = express();\n${text}` });

describe('no-hidden-listener-warning', () => {
  leaks(rule, [
    [
      app('EventEmitter.defaultMaxListeners = 0;\n'),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        5 | EventEmitter.defaultMaxListeners = 0;
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-hidden-listener-warning, recommended, proven
        \`EventEmitter.defaultMaxListeners = 0\` switches off, for every emitter of the process and of its packages, the warning of Node.js that listeners pile up. Leave the default, and give the one emitter that needs more a limit of its own, such as \`emitter.setMaxListeners(50)\`.
          1. server.js:5:1  the limit is lifted here"
      `),
    ],
    [
      app('process.setMaxListeners(0);\n'),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        5 | process.setMaxListeners(0);
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-hidden-listener-warning, recommended, proven
        \`process.setMaxListeners(0)\` switches off the warning that listeners pile up on \`process\`, which nothing ever takes away. Set the number that you expect at most, such as \`process.setMaxListeners(20)\`.
          1. server.js:5:1  the limit is lifted here"
      `),
    ],
    [
      app('// a bus of the whole process\nconst bus = new EventEmitter();\nbus.setMaxListeners(Infinity);\n'),
      (text) => text.toMatchInlineSnapshot(`
        "server.js
        7 | bus.setMaxListeners(Infinity);
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-hidden-listener-warning, strict, proven
        \`bus.setMaxListeners(Infinity)\` switches off the warning that listeners pile up, and \`bus\` lives as long as the process. Set the number that you expect at most, such as \`setMaxListeners(50)\`.
          1. server.js:7:1  the limit is lifted here"
      `),
    ],
    app('// given to the function of the module\nconst bus = new EventEmitter();\nsetMaxListeners(0, bus);\n'),
    app('// the second of several\nconst bus = new EventEmitter();\nexport const make = () => { const own = new EventEmitter(); setMaxListeners(0, own, bus); };\nmake();\n'),
    app('// without emitters it is the default of all\nevents.setMaxListeners(Number.POSITIVE_INFINITY);\n'),
    app('// by the default import\nevents.defaultMaxListeners = Infinity;\n'),
    app('// with require\nconst old = require("events");\nold.EventEmitter.defaultMaxListeners = 0;\n'),
    app('// a constant\nconst ANY = 0;\nprocess.setMaxListeners(ANY);\n'),
    app('// in start-up code\nconst bus = new EventEmitter();\nfunction start() { bus.setMaxListeners(0); }\nstart();\n'),
    app('// by a class of which there is one\nclass Bus extends EventEmitter { constructor() { super(); this.setMaxListeners(0); } }\nexport const bus = new Bus();\n'),
    {
      // in another file
      'package.json': EXPRESS,
      'bus.js': "import { EventEmitter } from 'node:events';\nexport const bus = new EventEmitter();\n",
      'server.js': "// made in another file\nimport express from 'express';\nimport { bus } from './bus.js';\nexpress().listen(3000);\nbus.setMaxListeners(0);\n",
    },
  ]);

  silent(rule, {
    finiteLimit: [
      app('process.setMaxListeners(20);\n'),
      app('// read from the environment\nprocess.setMaxListeners(Number(process.env.MAX_LISTENERS));\n'),
      app('// one more than before\nconst bus = new EventEmitter();\nbus.setMaxListeners(bus.getMaxListeners() + 1);\n'),
      app('EventEmitter.defaultMaxListeners = 50;\n'),
    ],
    retainerDiesFirst: [
      app("// the request's own\napp.get('/', (req, res) => { const own = new EventEmitter(); own.setMaxListeners(0); own.on('x', () => res.end()); own.emit('x'); });\n"),
      app("// the request\napp.get('/', (req, res) => { req.setMaxListeners(0); res.end(); });\n"),
    ],
    unknownRetainer: [
      app('// one for each room\nclass Room extends EventEmitter { constructor() { super(); this.setMaxListeners(Infinity); } }\nexport function open() { return new Room(); }\n'),
      app('// an argument that nobody gives\nexport function quiet(emitter) { emitter.setMaxListeners(0); }\n'),
    ],
  });
});
