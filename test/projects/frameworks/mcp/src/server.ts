import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';

// fine: module scope
setInterval(() => console.log('tick'), 1000);
const server = new McpServer({ name: 'shop', version: '1.0.0' });

server.registerTool('orders', { description: 'Orders' }, async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return { content: [] };
});
server.tool('pay', async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return { content: [] };
});

const low = new Server({ name: 'shop', version: '1.0.0' });
low.setRequestHandler(ListToolsRequestSchema, async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return { tools: [] };
});
