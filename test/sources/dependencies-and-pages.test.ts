import { describe, expect, test } from 'vitest';
import rule from '../../rules/no-full-html-buffer.ts';
import { EXPRESS, findingsIn, manifest, reportedIn } from '../support/project.ts';

const SYNC = manifest({ next: '16.3.5', react: '19.0.0', redux: '5.0.1', 'redux-state-sync': '3.1.4' });
const PAGE = "import { makeStore } from '../lib/store';\nexport async function getServerSideProps() {\n  return { props: { state: makeStore().getState() } };\n}\nexport default function Home() {\n  return null;\n}\n";

describe('a store for each request (redux-state-sync)', () => {
  test('with a middleware that listens for ever is reported where it is imported', () => {
    expect(reportedIn({
      'package.json': SYNC,
      'lib/store.js': "import { applyMiddleware, createStore } from 'redux';\nimport { createStateSyncMiddleware, initMessageListener } from 'redux-state-sync';\nexport function makeStore() {\n  const store = createStore((state = {}) => state, applyMiddleware(createStateSyncMiddleware({ channel: 'shop' })));\n  initMessageListener(store);\n  return store;\n}\n",
      'pages/index.js': PAGE,
    })).toEqual(['no-leaky-dependency lib/store.js:2', 'no-per-request-client lib/store.js:5']);
  });

  test('without it is fine', () => {
    expect(reportedIn({ 'package.json': SYNC, 'lib/store.js': "import { createStore } from 'redux';\nexport const makeStore = () => createStore((state = {}) => state);\n", 'pages/index.js': PAGE })).toEqual([]);
  });
});

describe('a page that is rendered as a whole', () => {
  const server = (body: string) => ({ 'package.json': EXPRESS, 'server.jsx': `import express from 'express';\nimport { renderToPipeableStream, renderToString } from 'react-dom/server';\nconst app = express();\napp.get('*', (req, res) => {\n${body}\n});\napp.listen(3000);\n` });

  test('is reported in `strict`, as a stream it is not', () => {
    expect(findingsIn(server('  res.send(renderToString(<main>{req.url}</main>));'), [rule]).map(({ at, preset }) => `${preset} ${String(at.line)}`)).toEqual(['strict 5']);
    expect(findingsIn(server('  const { pipe } = renderToPipeableStream(<main>{req.url}</main>, { onShellReady: () => pipe(res) });'), [rule])).toEqual([]);
  });
});
