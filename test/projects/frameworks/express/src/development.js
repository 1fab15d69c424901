import express from 'express';
import { MongoClient } from 'mongodb';

const app = express();
const isDev = process.env.NODE_ENV === 'development';

async function count() {
  const client = new MongoClient('mongodb://db');
  return client.db().collection('orders').countDocuments();
}

if (isDev) {
  // fine: only while the application is developed
  app.get('/_e2e/restore', async (req, res) => res.json(await count()));
}
if (process.env.NODE_ENV !== 'production' && app) app.get('/_e2e/count', async (req, res) => res.json(await count()));

async function countOrders() {
  // leak: no-per-request-client
  const client = new MongoClient('mongodb://db');
  return client.db().collection('orders').countDocuments();
}

if (process.env.NODE_ENV !== 'test') app.get('/orders', async (req, res) => res.json(await countOrders()));
