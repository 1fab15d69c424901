import express from 'express';
// fine: this version has the fix
import { createProxyMiddleware } from 'http-proxy-middleware';
// leak: no-leaky-dependency
import { MongoClient } from 'mongodb';
import { clean } from './clean.js';
import { userOf } from './user.js';

const app = express();
const client = new MongoClient('mongodb://db');

app.use('/files', createProxyMiddleware({ target: 'http://files' }));
app.post('/posts', async (req, res) => {
  await client.db().collection('posts').insertOne({ by: userOf(req), text: clean(req.body.text) });
  res.end();
});
app.listen(3000);
