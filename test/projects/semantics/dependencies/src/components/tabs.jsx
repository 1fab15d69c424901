'use client';
import { applyMiddleware, createStore } from 'redux';
// fine: a browser has one store
import { createStateSyncMiddleware } from 'redux-state-sync';

export function Tabs({ reducer }) {
  createStore(reducer, applyMiddleware(createStateSyncMiddleware({ channel: 'tabs' })));
  return null;
}
