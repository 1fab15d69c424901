import { createMcpHonoApp } from '@modelcontextprotocol/hono';

const app = createMcpHonoApp();

app.all('/mcp', (c) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return c.body(null);
});
