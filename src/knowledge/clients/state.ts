import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { harmless, perRequestRequired } from './rows.ts';

// Stores and caches of one user's data: on a server they have to be made per request, so their costs are no reason to share them.
export const state: readonly ClientRow[] = [
  perRequestRequired('redux', ['redux#createStore()', 'redux#legacy_createStore()'], probe('redux.createStore', 'redux@5.0.1', '0/200')),
  perRequestRequired(
    '@reduxjs/toolkit',
    ['@reduxjs/toolkit#configureStore()'],
    probe('rtk.configureStore', '@reduxjs/toolkit@2.14.0', '0/200'),
  ),
  perRequestRequired(
    'zustand',
    ['zustand#create()', 'zustand#createStore()', 'zustand/vanilla#createStore()'],
    probe('zustand.createStore', 'zustand@5.1.0', '0/200'),
  ),
  perRequestRequired('dataloader', ['dataloader#()'], probe('dataloader', 'dataloader@2.2.3', '0/200')),
  perRequestRequired(
    '@tanstack/react-query',
    ['@tanstack/react-query#QueryClient()', '@tanstack/query-core#QueryClient()'],
    probe('tanstack.QueryClient', '@tanstack/react-query@5.108.0', '0/200'),
    probe('tanstack.QueryClient.gcTime', '@tanstack/react-query@5.108.0', '20/20', 'with a finite `gcTime`: kept by a timer until then'),
  ),
  {
    id: '@tanstack/react-query/mount',
    package: '@tanstack/react-query',
    makes: ['@tanstack/react-query#QueryClient().mount()', '@tanstack/query-core#QueryClient().mount()'],
    verdict: 'retained',
    holds: 'the focus and online managers of the process keep each mounted client for ever',
    advice: 'do not call `mount()` on a server',
    releaseFunctions: ['@tanstack/react-query#QueryClient().unmount', '@tanstack/query-core#QueryClient().unmount'],
    unshared: true,
    evidence: [probe('tanstack.QueryClient.mount', '@tanstack/react-query@5.108.0', '199/200')],
  },
  harmless(
    'mobx',
    ['mobx#autorun()', 'mobx#reaction()', 'mobx#when()'],
    probe('mobx.autorun', 'mobx@7.1.3', '0/200', 'on an observable of its own'),
  ),
  {
    id: 'redux-state-sync',
    package: 'redux-state-sync',
    makes: [
      'redux-state-sync#createStateSyncMiddleware()',
      'redux-state-sync#initMessageListener()',
      'redux-state-sync#initStateWithPrevTab()',
    ],
    verdict: 'retained',
    holds: 'each call opens a socket server, connects to all others and closes nothing',
    advice: 'do it only in the browser: behind `typeof window !== \'undefined\'`',
    unshared: true,
    evidence: [
      probe('redux-state-sync.createStateSyncMiddleware', 'redux-state-sync@3.1.4', '0/30', '1080 sockets stay'),
      probe('redux-state-sync.createStateSyncMiddleware.noChannel', 'redux-state-sync@3.1.4', '0/30', 'without `channel`: an unhandled rejection each instead'),
      probe('redux-state-sync.createStateSyncMiddleware.native', 'redux-state-sync@3.1.4', '0/30', '30 message ports stay'),
      probe('redux-state-sync.store+middleware', 'redux-state-sync@3.1.4', '0/30', '1080 sockets stay'),
      probe('redux-state-sync.initMessageListener', 'redux-state-sync@3.1.4', '0/30', '1950 sockets stay'),
      probe('redux-state-sync.initStateWithPrevTab', 'redux-state-sync@3.1.4', '0/30', '1950 sockets stay'),
    ],
  },
];
