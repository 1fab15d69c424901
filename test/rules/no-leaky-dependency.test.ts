import { describe } from 'vitest';
import rule from '../../rules/no-leaky-dependency.ts';
import { manifest } from '../support/project.ts';
import { leaks, silent } from '../support/rule-cases.ts';

const app = (dependencies: Readonly<Record<string, string>>, code: string, more: Readonly<Record<string, string>> = {}) => ({
  'package.json': manifest({ express: '5.1.0', ...dependencies }),
  'server.js': `import express from 'express';\n${code}express().get('/', (req, res) => { res.send('ok'); }).listen(3000);\n`,
  ...more,
});

/** As npm writes it. */
const lock = (versions: Readonly<Record<string, string>>) => ({
  'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages: Object.fromEntries(Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }])) }),
});

describe('no-leaky-dependency', () => {
  leaks(rule, [
    [
      app({ 'universal-cookie': '^6.0.0' }, "import Cookies from 'universal-cookie';\nexport const read = (header) => new Cookies(header);\n", lock({ 'universal-cookie': '6.1.1' })),
      (text) => text.toMatchInlineSnapshot(`
        "package.json
        1 | {"name":"app","private":true,"type":"module","dependencies":{"express":"5.1.0","universal-cookie":"^6.0.0"}}
          |                                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-leaky-dependency, recommended, proven
        \`universal-cookie@6.1.1\` is known to leak on a server: an instance with a change listener starts an interval on the server, which keeps the instance for ever (https://github.com/bendotcodes/cookies/issues/419). Update to 6.1.2 or later.
          1. package.json:1:80  asks for universal-cookie ^6.0.0, and gets 6.1.1
          2. server.js:2:1      the server imports it here

        server.js
        2 | import Cookies from 'universal-cookie';
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-leaky-dependency, recommended, proven
        \`universal-cookie@6.1.1\` is known to leak on a server: an instance with a change listener starts an interval on the server, which keeps the instance for ever (https://github.com/bendotcodes/cookies/issues/419). Update to 6.1.2 or later.
          1. package.json:1:80  asks for universal-cookie ^6.0.0, and gets 6.1.1
          2. server.js:2:1      the server imports it here"
      `),
    ],
    [
      {
        'package.json': manifest({ next: '15.0.0', react: '19.0.0', redux: '5.0.0', 'redux-state-sync': '^3.1.0' }),
        'lib/store.js': "// a store for each request\nimport { applyMiddleware, createStore } from 'redux';\nimport { createStateSyncMiddleware } from 'redux-state-sync';\nexport const makeStore = (reducer) => createStore(reducer, applyMiddleware(createStateSyncMiddleware({ channel: 'shop' })));\n",
        'pages/index.js': "import { makeStore } from '../lib/store';\nexport async function getServerSideProps() { const store = makeStore((state = {}) => state); return { props: { state: store.getState() } }; }\nexport default function Page() { return null; }\n",
      },
      (text) => text.toMatchInlineSnapshot(`
        "lib/store.js
        3 | import { createStateSyncMiddleware } from 'redux-state-sync';
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-leaky-dependency, recommended, proven
        \`redux-state-sync@^3.1.0\` is known to leak on a server: each store opens a channel with files, sockets and listeners that are never given back, and a server makes a store for each request (https://github.com/aohua/redux-state-sync/issues/167). Add its middleware only in the browser, or take another library.
          1. package.json:1:111  asks for redux-state-sync ^3.1.0
          2. lib/store.js:3:1    the server imports it here

        package.json
        1 | {"name":"app","private":true,"type":"module","dependencies":{"next":"15.0.0","react":"19.0.0","redux":"5.0.0","redux-state-sync":"^3.1.0"}}
          |                                                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-leaky-dependency, recommended, proven
        \`redux-state-sync@^3.1.0\` is known to leak on a server: each store opens a channel with files, sockets and listeners that are never given back, and a server makes a store for each request (https://github.com/aohua/redux-state-sync/issues/167). Add its middleware only in the browser, or take another library.
          1. package.json:1:111  asks for redux-state-sync ^3.1.0
          2. lib/store.js:3:1    the server imports it here"
      `),
    ],
    // With no lockfile every version of the range has to leak.
    app({ mongodb: '4.13.0' }, "// an exact version\nimport { MongoClient } from 'mongodb';\nexport const db = new MongoClient('mongodb://db');\n"),
    app({ 'http-proxy': '^1.18.0' }, "// required\nimport { createRequire } from 'node:module';\nconst proxy = require('http-proxy').createProxyServer({ target: 'http://backend' });\nexport const pass = (req, res) => proxy.web(req, res);\n"),
    app({}, "// under another name\nimport { createProxyServer } from 'old-proxy';\nconst proxy = createProxyServer({});\nexport const pass = (req, res) => proxy.web(req, res);\n", { 'package.json': manifest({ express: '5.1.0', 'old-proxy': 'npm:http-proxy@1.18.1' }) }),
    app({ mongodb: '4.13.0' }, '// no code imports it: the manifest alone\n'),
    { 'package.json': manifest({ next: '16.1.0', react: '19.0.0' }), 'app/api/a/route.ts': "// with fetch\nimport { NextResponse } from 'next/server';\nexport const GET = async () => NextResponse.json(await (await fetch('https://a.example')).json());\n" },
    {
      'package.json': manifest({ next: '16.3.2', react: '19.0.0' }),
      'app/page.tsx': "// with the directive\nimport { headers } from 'next/headers';\nimport { load } from './load';\nexport default async function Page() { await headers(); await load('a'); return null; }\n",
      'app/load.ts': "export async function load(key: string) { 'use cache'; return key; }\n",
    },
  ]);

  silent(rule, {
    otherVersion: [
      app({ 'universal-cookie': '^6.0.0' }, "// fixed\nimport Cookies from 'universal-cookie';\nexport const read = (header) => new Cookies(header);\n", lock({ 'universal-cookie': '6.1.3' })),
      app({ 'universal-cookie': '^6.0.0' }, "// the range allows both\nimport Cookies from 'universal-cookie';\nexport const read = (header) => new Cookies(header);\n"),
      app({ mongodb: 'latest' }, "// a tag\nimport { MongoClient } from 'mongodb';\nexport const db = new MongoClient('mongodb://db');\n"),
    ],
    developmentOnly: [
      app({}, "// for development\nimport proxy from 'http-proxy';\nexport const one = proxy;\n", { 'package.json': manifest({ express: '5.1.0' }, { devDependencies: { 'http-proxy': '1.18.1' } }) }),
      app({ 'http-proxy': '1.18.1' }, '', { 'scripts/proxy.js': "// a script\nimport proxy from 'http-proxy';\nproxy.createProxyServer({}).listen(1);\n" }),
      app({ 'react-router': '7.1.0' }, "// not what leaks in it\nimport { matchPath } from 'react-router';\nexport const match = matchPath;\n"),
    ],
    clientOnly: [
      {
        'package.json': manifest({ next: '15.0.0', react: '19.0.0', 'redux-state-sync': '3.1.4' }),
        'app/page.tsx': "// in the browser\nimport { Tabs } from './tabs';\nexport default function Page() { return <Tabs />; }\n",
        'app/tabs.tsx': "'use client';\nimport { createStateSyncMiddleware } from 'redux-state-sync';\nexport function Tabs() { createStateSyncMiddleware({}); return null; }\n",
      },
    ],
    leakAverted: [
      app({ 'http-proxy': '^1.18.0' }, "// web sockets only\nimport httpProxy from 'http-proxy';\nconst proxy = httpProxy.createProxyServer({});\nexport const pass = (req, socket, head) => proxy.ws(req, socket, head);\n"),
      { 'package.json': manifest({ next: '16.1.0', react: '19.0.0' }), 'app/api/a/route.ts': "// no fetch\nimport { NextResponse } from 'next/server';\nexport const GET = () => NextResponse.json({});\n" },
      app({ 'isomorphic-dompurify': '3.0.0' }, "// cleared now and then\nimport { clearWindow, sanitize } from 'isomorphic-dompurify';\nexport const clean = (text) => sanitize(text);\nsetInterval(clearWindow, 60_000);\n"),
      {
        'package.json': manifest({ next: '16.3.2', react: '19.0.0' }),
        'app/page.tsx': "// without the directive\nimport { headers } from 'next/headers';\nexport default async function Page() { await headers(); return null; }\n",
      },
    ],
  });
});
