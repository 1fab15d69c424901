import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { harmless } from './rows.ts';

export const trpc: readonly ClientRow[] = [
  harmless(
    '@trpc/client',
    ['@trpc/client#createTRPCClient()', '@trpc/client#createTRPCProxyClient()'],
    probe('trpc.createTRPCClient.http', '@trpc/client@11.25.2', '0/200'),
  ),
  {
    id: '@trpc/client/createWSClient',
    package: '@trpc/client',
    makes: ['@trpc/client#createWSClient()'],
    verdict: 'retained',
    holds: 'each one keeps a WebSocket open and reconnects for ever',
    release: ['close'],
    evidence: [probe('trpc.createWSClient', '@trpc/client@11.25.2', '199/200', 'against a server that never answers')],
  },
];
