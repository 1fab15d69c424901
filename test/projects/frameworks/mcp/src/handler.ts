import { createMcpHandler } from 'mcp-handler';

export const handler = createMcpHandler((server) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  server.registerTool('status', {}, async () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return { content: [] };
  });
});
