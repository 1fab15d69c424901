import { FastMCP } from 'fastmcp';

const server = new FastMCP({ name: 'shop', version: '1.0.0' });
server.addTool({
  name: 'orders',
  execute: async () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return '[]';
  },
});
// fine: module scope
setInterval(() => console.log('tick'), 1000);
