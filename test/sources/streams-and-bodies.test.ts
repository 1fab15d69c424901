import { describe, expect, test } from 'vitest';
import { EXPRESS, reportedIn } from '../support/project.ts';

/** What articles on leaks say of streams and bodies, in code of our own. */
const server = (text: string): Record<string, string> => ({ 'package.json': EXPRESS, 'server.js': `const express = require('express');\nconst app = express();\n${text}` });

describe('streams that are not closed', () => {
  test('a large file that is piped to a client that may leave', () => {
    expect(reportedIn(server(`
      const fs = require('fs');
      app.get('/archive', (req, res) => {
        const archive = fs.createReadStream('/data/archive.tar');
        archive.pipe(res);
      });
    `))).toEqual(['no-abandoned-stream server.js:7']);
  });

  test('pipeline is silent, whichever it is and whatever is done with its error', () => {
    expect(reportedIn(server(`
      const fs = require('fs');
      const { pipeline } = require('stream/promises');
      const stream = require('stream');
      app.get('/archive', (req, res) => {
        const archive = fs.createReadStream('/data/archive.tar');
        pipeline(archive, res).catch((error) => {
          if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') console.error({ event: 'archive', message: error.message });
        });
      });
      app.get('/other', (req, res) => {
        stream.pipeline(fs.createReadStream('/data/other.tar'), res, (error) => { if (error) console.error(error.message); });
      });
    `))).toEqual([]);
  });

  test('destroying the source when the destination closes is silent', () => {
    expect(reportedIn(server(`
      const fs = require('fs');
      app.get('/archive', (req, res) => {
        const archive = fs.createReadStream('/data/archive.tar');
        res.on('close', () => { archive.destroy(); });
        archive.pipe(res);
      });
    `))).toEqual([]);
  });
});

describe('bodies that are not consumed', () => {
  test.each([
    ['fetch', `app.get('/up', async (req, res) => { const answer = await fetch('http://backend.internal/page'); res.json({ up: answer.ok }); });`],
    ['node-fetch', `const fetch = require('node-fetch');\napp.get('/up', async (req, res) => { const answer = await fetch('http://backend.internal/page'); res.json({ up: answer.ok }); });`],
    ['axios', `const axios = require('axios');\napp.get('/up', async (req, res) => { const answer = await axios.get('http://backend.internal/page', { responseType: 'stream' }); res.json({ up: answer.status }); });`],
    ['node:http', `const http = require('http');\napp.get('/up', (req, res) => { http.get('http://backend.internal/page', (answer) => { res.json({ up: answer.statusCode }); }); });`],
  ])('%s', (_, text) => {
    expect(reportedIn(server(text)).map((one) => one.split(' ')[0])).toEqual(['no-unconsumed-body']);
  });

  test.each([
    ['cancel', `app.get('/up', async (req, res) => { const answer = await fetch('http://backend.internal/page'); await answer.body.cancel(); res.json({ up: answer.ok }); });`],
    ['destroy', `const axios = require('axios');\napp.get('/up', async (req, res) => { const answer = await axios.get('http://backend.internal/page', { responseType: 'stream' }); answer.data.destroy(); res.json({ up: answer.status }); });`],
    ['resume', `const http = require('http');\napp.get('/up', (req, res) => { http.get('http://backend.internal/page', (answer) => { answer.resume(); res.json({ up: answer.statusCode }); }); });`],
    ['read as a whole', `app.all('/proxy', async (req, res) => { const answer = await fetch('http://backend.internal/page'); res.status(answer.status).send(Buffer.from(await answer.arrayBuffer())); });`],
  ])('%s is silent', (_, text) => {
    expect(reportedIn(server(text))).toEqual([]);
  });
});
