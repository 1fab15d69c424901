import express from 'express';
import { renderToStaticMarkup, renderToString } from 'react-dom/server';
import { send } from '../mail.js';

export const pages = express.Router();

pages.get('/about', (req, res) => {
  // leak: no-full-html-buffer
  const html = renderToString(<h1>About {req.hostname}</h1>);
  res.send(`<!doctype html><body>${html}</body>`);
});

pages.post('/invite', async (req, res) => {
  // fine: a mail
  await send({ to: req.query.to, html: renderToStaticMarkup(<p>Welcome</p>) });
  res.end();
});
