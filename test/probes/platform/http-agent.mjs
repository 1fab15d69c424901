import { Agent } from 'node:http';

// Unused: harmless. It is the sockets of a used one that stay, see http-agent-used.mjs.
export const make = () => new Agent({ keepAlive: true });
