import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { harmless } from './rows.ts';

export const blockchain: readonly ClientRow[] = [
  harmless(
    'ethers',
    [
      'ethers#JsonRpcProvider()',
      'ethers#ethers.JsonRpcProvider()',
      'ethers#providers.JsonRpcProvider()',
      'ethers#ethers.providers.JsonRpcProvider()',
    ],
    probe('ethers.JsonRpcProvider', 'ethers@6.17.0', '0/200'),
    probe('ethers.JsonRpcProvider.staticNetwork', 'ethers@6.17.0', '0/200', 'used, with `staticNetwork: true`'),
    probe('ethers.JsonRpcProvider.use', 'ethers@6.17.0', '20/20', 'while the node cannot be reached: network detection retries every second'),
  ),
  {
    id: 'ethers/on',
    package: 'ethers',
    makes: ['ethers#JsonRpcProvider().on()', 'ethers#ethers.JsonRpcProvider().on()'],
    verdict: 'retained',
    holds: 'its polling timer keeps each provider alive for ever',
    releaseFunctions: [
      'ethers#JsonRpcProvider().off',
      'ethers#JsonRpcProvider().removeAllListeners',
      'ethers#JsonRpcProvider().destroy',
      'ethers#ethers.JsonRpcProvider().off',
      'ethers#ethers.JsonRpcProvider().removeAllListeners',
      'ethers#ethers.JsonRpcProvider().destroy',
    ],
    unshared: true,
    evidence: [probe('ethers.JsonRpcProvider.on', 'ethers@6.17.0', '199/200')],
  },
  harmless('@solana/web3.js', ['@solana/web3.js#Connection()'], probe('solana.Connection', '@solana/web3.js@1.99.0', '0/200')),
  {
    id: '@solana/web3.js/subscription',
    package: '@solana/web3.js',
    makes: ['@solana/web3.js#Connection().onAccountChange()'],
    verdict: 'retained',
    holds: 'its WebSocket reconnects for ever and keeps each connection alive',
    releaseFunctions: ['@solana/web3.js#Connection().removeAccountChangeListener'],
    unshared: true,
    evidence: [probe('solana.Connection.onAccountChange', '@solana/web3.js@1.99.0', '49/50')],
  },
];
