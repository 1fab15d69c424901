'use strict';

const { buildApp } = require('./app');
const config = require('./config');

const app = buildApp();

async function stop(signal) {
  app.log.info({ signal }, 'stopping');
  await app.close();
  process.exit(0);
}

// fine: added once per process
process.once('SIGTERM', stop);
process.once('SIGINT', stop);

app.listen({ host: config.host, port: config.port }).catch((error) => {
  app.log.error(error);
  process.exit(1);
});
