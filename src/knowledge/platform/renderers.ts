import type { RendererRow } from '../../model/knowledge.ts';

/** What renders a whole tree of components into one text. */
export const RENDERERS: readonly RendererRow[] = [
  {
    callees: ['react-dom/server#renderToString', 'react-dom/server#renderToStaticMarkup', 'react-dom/server.node#renderToString', 'react-dom/server.node#renderToStaticMarkup'],
    stream: 'renderToPipeableStream()',
    evidence: [{ kind: 'docs', ref: 'https://react.dev/reference/react-dom/server/renderToString', note: 'does not support streaming; names the streaming functions to migrate to' }],
  },
  {
    callees: ['react-dom/server.browser#renderToString', 'react-dom/server.browser#renderToStaticMarkup', 'react-dom/server.edge#renderToString', 'react-dom/server.edge#renderToStaticMarkup'],
    stream: 'renderToReadableStream()',
    evidence: [{ kind: 'docs', ref: 'https://react.dev/reference/react-dom/server/renderToReadableStream', note: 'for runtimes with Web streams' }],
  },
  {
    callees: ['preact-render-to-string#', 'preact-render-to-string#render', 'preact-render-to-string#renderToString', 'preact-render-to-string#renderToStaticMarkup'],
    stream: 'renderToPipeableStream()` of `preact-render-to-string/stream-node',
    evidence: [{ kind: 'docs', ref: 'https://github.com/preactjs/preact-render-to-string#readme', note: 'names the entries that stream' }],
  },
  {
    callees: ['vue/server-renderer#renderToString', '@vue/server-renderer#renderToString'],
    stream: 'pipeToNodeWritable()',
    evidence: [{ kind: 'docs', ref: 'https://vuejs.org/api/ssr.html', note: '`renderToNodeStream`, `pipeToNodeWritable`' }],
  },
  {
    callees: ['vue-server-renderer#createRenderer().renderToString', 'vue-server-renderer#createBundleRenderer().renderToString'],
    stream: 'renderToStream()',
    evidence: [{ kind: 'docs', ref: 'https://v2.ssr.vuejs.org/guide/streaming.html', note: '`renderToStream`' }],
  },
  {
    callees: ['solid-js/web#renderToString', 'solid-js/web#renderToStringAsync'],
    stream: 'renderToStream()',
    evidence: [{ kind: 'docs', ref: 'https://docs.solidjs.com/reference/rendering/render-to-stream', note: '`renderToStream` sends the fallbacks at once and the rest as it comes' }],
  },
  {
    callees: ['inferno-server#renderToString', 'inferno-server#renderToStaticMarkup'],
    stream: 'streamAsString()',
    evidence: [{ kind: 'docs', ref: 'https://github.com/infernojs/inferno/tree/master/packages/inferno-server', note: '`streamAsString`, `streamQueueAsString`' }],
  },
];
