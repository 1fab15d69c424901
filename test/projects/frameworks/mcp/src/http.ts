import { createMcpExpressApp } from '@modelcontextprotocol/sdk/server/express.js';

const app = createMcpExpressApp();

app.post('/mcp', (req, res) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  res.end();
});
