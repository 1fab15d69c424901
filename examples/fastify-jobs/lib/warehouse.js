'use strict';

const { Client } = require('pg');
const config = require('../config');

// Whoever calls this has to end() the client.
async function openWarehouse() {
  const client = new Client({ connectionString: config.warehouseUrl, connectionTimeoutMillis: 1000 });
  await client.connect();
  return client;
}

module.exports = { openWarehouse };
