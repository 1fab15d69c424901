import { createApp } from './app.js';
import { config } from './config.js';
import { startPublisher, stopPublisher } from './publisher.js';

const server = createApp().listen(config.port, config.host, () => {
  console.log(`express-feed listens on http://${config.host}:${config.port}`);
});

startPublisher();

function shutdown() {
  stopPublisher();
  server.close(() => process.exit(0));
  server.closeAllConnections();
}

// fine: added once per process
process.once('SIGTERM', shutdown);
process.once('SIGINT', shutdown);
