import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { perRequestRequired } from './rows.ts';

export const mcp: readonly ClientRow[] = [
  {
    id: '@modelcontextprotocol/sdk/client',
    package: '@modelcontextprotocol/sdk',
    makes: ['@modelcontextprotocol/sdk/client/index.js#Client()', '@modelcontextprotocol/sdk/client#Client()'],
    verdict: 'costly',
    holds: 'each one compiles its schemas again and keeps an event stream open until `close()`',
    release: ['close'],
    unshared: true,
    evidence: [probe('mcp.Client', '@modelcontextprotocol/sdk@1.32.2', '0/200', 'over Streamable HTTP')],
  },
  {
    id: '@modelcontextprotocol/sdk/stdio',
    package: '@modelcontextprotocol/sdk',
    makes: ['@modelcontextprotocol/sdk/client/stdio.js#StdioClientTransport()'],
    verdict: 'retained',
    holds: 'once connected, each one keeps a child process running',
    release: ['close'],
    // The client closes the transport it was connected to.
    releaseFunctions: ['@modelcontextprotocol/sdk/client/index.js#Client().close', '@modelcontextprotocol/sdk/client#Client().close'],
    unshared: true,
    evidence: [probe('mcp.Client.stdio', '@modelcontextprotocol/sdk@1.32.2', '5/5', 'after one use: a child process each')],
  },
  // Stateless Streamable HTTP is a server and a transport for each request, by its documentation.
  perRequestRequired(
    '@modelcontextprotocol/sdk/server',
    ['@modelcontextprotocol/sdk/server/mcp.js#McpServer()'],
    probe('mcp.McpServer', '@modelcontextprotocol/sdk@1.32.2', '0/200'),
  ),
];
