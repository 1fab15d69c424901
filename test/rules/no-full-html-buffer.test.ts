import { describe } from 'vitest';
import rule from '../../rules/no-full-html-buffer.ts';
import { manifest } from '../support/project.ts';
import { leaks, silent } from '../support/rule-cases.ts';

const PACKAGE = manifest({ express: '5.1.0', koa: '3.0.0', hono: '4.0.0', react: '19.0.0', 'react-dom': '19.0.0', 'preact-render-to-string': '6.5.0', vue: '3.5.0', nodemailer: '6.9.0' });
const app = (text: string, more: Readonly<Record<string, string>> = {}) => ({ 'package.json': PACKAGE, 'server.jsx': `${text}`, ...more });

describe('no-full-html-buffer', () => {
  leaks(rule, [
    [
      app(`
        // sent as it is
        import express from 'express';
        import { renderToString } from 'react-dom/server';
        import { Page } from './page.jsx';
        const app = express();
        app.get('*', (req, res) => {
          res.send(renderToString(<Page url={req.url} />));
        });
      `),
      (text) => text.toMatchInlineSnapshot(`
        "server.jsx
        7 |   res.send(renderToString(<Page url={req.url} />));
          |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-full-html-buffer, strict, proven
        \`renderToString()\` runs for every request ('*' get in server.jsx), blocks the process until the whole page is rendered, and keeps all of it in memory until it is sent. Stream it with \`renderToPipeableStream()\`.
          1. server.jsx:6:14  '*' get runs for every request
          2. server.jsx:7:12  renderToString() is called here"
      `),
    ],
    app(`
      // within a template
      import express from 'express';
      import ReactDOMServer from 'react-dom/server';
      const app = express();
      app.get('*', (req, res) => {
        const html = ReactDOMServer.renderToString(view(req.url));
        res.status(200).send(\`<!doctype html><div id="root">\${html}</div>\`);
      });
    `),
    app(`
      // put into a template that was read before
      import express from 'express';
      import { renderToStaticMarkup } from 'react-dom/server';
      const app = express();
      const template = '<div><!--app--></div>';
      app.get('*', (req, res) => {
        const html = renderToStaticMarkup(view(req.url));
        const page = template.replace('<!--app-->', html);
        res.end(page);
      });
    `),
    app(
      `
      // rendered by a helper in another file
      import express from 'express';
      import { render } from './render.jsx';
      const app = express();
      app.get('*', (req, res) => {
        const html = render(req.url);
        res.send(html);
      });
    `,
      { 'render.jsx': "import { renderToString } from 'react-dom/server';\nexport function render(url) { return renderToString(<main>{url}</main>); }\n" },
    ),
    app(`
      // a Koa body
      import Koa from 'koa';
      import render from 'preact-render-to-string';
      const app = new Koa();
      app.use(async (ctx) => {
        ctx.body = render(view(ctx.url));
      });
    `),
    app(`
      // a Vue page
      import express from 'express';
      import { renderToString } from 'vue/server-renderer';
      import { makeApp } from './app.js';
      const app = express();
      app.get('*', async (req, res) => {
        const html = await renderToString(makeApp(req.url));
        res.send(html);
      });
    `),
    app(`
      // as a Response
      import { Hono } from 'hono';
      import { renderToString } from 'react-dom/server';
      const app = new Hono();
      app.get('*', (c) => {
        const html = '<!doctype html>' + renderToString(view(c.req.path));
        return c.html(html);
      });
    `),
  ]);

  silent(rule, {
    unknownOwner: [
      app(`
        // nobody calls it
        import { renderToString } from 'react-dom/server';
        function render(res) { res.send(renderToString(<p />)); }
      `),
    ],
    runsOnce: [
      app(`
        // a static page, made at start-up
        import express from 'express';
        import { renderToString } from 'react-dom/server';
        const make = () => renderToString(<p />);
        const page = make();
        express().get('*', (req, res) => { res.send(page); });
      `),
    ],
    notSent: [
      app(`
        // a mail
        import express from 'express';
        import nodemailer from 'nodemailer';
        import { renderToStaticMarkup } from 'react-dom/server';
        const app = express();
        const mailer = nodemailer.createTransport({});
        app.post('/orders', async (req, res) => {
          const html = renderToStaticMarkup(<p>Thank you</p>);
          await mailer.sendMail({ to: 'a@b.example', html });
          res.send('ok');
        });
      `),
      app(`
        // an icon among other data
        import express from 'express';
        import { renderToStaticMarkup } from 'react-dom/server';
        const app = express();
        app.get('/icons', (req, res) => {
          const icon = renderToStaticMarkup(<svg />);
          res.json({ icon });
        });
      `),
    ],
  });
});
