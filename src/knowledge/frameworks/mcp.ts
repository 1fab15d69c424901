import type { FrameworkRow } from '../../model/knowledge.ts';
import { members } from './surface.ts';

const HIGH_LEVEL = [
  '@modelcontextprotocol/sdk/server/mcp.js#McpServer()',
  '@modelcontextprotocol/sdk/server/mcp#McpServer()',
  '@modelcontextprotocol/server#McpServer()',
] as const;
const LOW_LEVEL = [
  '@modelcontextprotocol/sdk/server/index.js#Server()',
  '@modelcontextprotocol/sdk/server#Server()',
  '@modelcontextprotocol/server#Server()',
  ...members(HIGH_LEVEL, ['server']),
] as const;

const HTTP_TRANSPORTS = [
  '@modelcontextprotocol/sdk/server/streamableHttp.js#StreamableHTTPServerTransport',
  '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js#WebStandardStreamableHTTPServerTransport',
  '@modelcontextprotocol/node#NodeStreamableHTTPServerTransport',
  '@modelcontextprotocol/server#WebStandardStreamableHTTPServerTransport',
] as const;

export const mcp: FrameworkRow = {
  name: 'Model Context Protocol',
  packages: ['@modelcontextprotocol/sdk', '@modelcontextprotocol/server', 'mcp-handler', '@vercel/mcp-adapter', 'fastmcp'],
  entries: [
    {
      per: 'request',
      kind: 'call',
      callees: members(HIGH_LEVEL, ['registerTool', 'registerResource', 'registerPrompt', 'tool', 'resource', 'prompt']),
      functions: 'functions',
    },
    {
      per: 'request',
      label: 'request handler',
      kind: 'call',
      callees: members(LOW_LEVEL, ['setRequestHandler', 'setNotificationHandler']),
      functions: { argument: 1 },
    },
    // Called for each request: the transport behind it is stateless.
    {
      per: 'request',
      label: 'MCP server',
      kind: 'call',
      callees: ['mcp-handler#createMcpHandler', '@vercel/mcp-adapter#createMcpHandler'],
      functions: { argument: 0 },
      parameters: ['@modelcontextprotocol/sdk/server/mcp.js#McpServer()'],
    },
    { per: 'request', label: 'a new session', kind: 'call', callees: HTTP_TRANSPORTS, functions: { properties: ['onsessioninitialized'] } },
    // Only for an explicit `DELETE`, which clients should send and mostly do not.
    { per: 'request', label: 'the end of a session', farewell: true, kind: 'call', callees: HTTP_TRANSPORTS, functions: { properties: ['onsessionclosed'] } },
    { per: 'request', kind: 'call', callees: ['fastmcp#FastMCP().addTool'], functions: { properties: ['execute', 'canAccess'] } },
    {
      per: 'request',
      kind: 'call',
      callees: members(['fastmcp#FastMCP()'], ['addResource', 'addResourceTemplate', 'addPrompt']),
      functions: { properties: ['load'] },
    },
    { per: 'connection', kind: 'call', callees: ['fastmcp#FastMCP'], functions: { properties: ['authenticate'] } },
    { per: 'connection', kind: 'call', callees: ['fastmcp#FastMCP().on'], functions: { argument: 1 }, first: ['connect', 'disconnect'] },
  ],
  instances: [
    { type: '@modelcontextprotocol/sdk/server/mcp.js#McpServer', of: '@modelcontextprotocol/sdk/server/mcp.js#McpServer()' },
    { type: '@modelcontextprotocol/sdk/server/index.js#Server', of: '@modelcontextprotocol/sdk/server/index.js#Server()' },
  ],
  evidence: [
    { kind: 'types', ref: '@modelcontextprotocol/sdk@1.32.2 dist/esm/server/mcp.d.ts, dist/esm/shared/protocol.d.ts' },
    { kind: 'types', ref: '@modelcontextprotocol/sdk@1.32.2 dist/esm/server/webStandardStreamableHttp.d.ts, onsessionclosed' },
    { kind: 'docs', ref: 'https://github.com/modelcontextprotocol/typescript-sdk#tools' },
  ],
};
