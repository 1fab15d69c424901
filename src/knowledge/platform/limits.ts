import type { ListenerLimitRow } from '../../model/knowledge.ts';

const EVENTS = 'https://nodejs.org/api/events.html';

/** How code says how many listeners are still no leak. 0 and Infinity mean that any number is none. */
export const LIMITS: readonly ListenerLimitRow[] = [
  { kind: 'method', name: 'setMaxListeners', evidence: [{ kind: 'docs', ref: `${EVENTS}#emittersetmaxlistenersn`, note: '`Infinity` or 0 for an unlimited number' }] },
  {
    kind: 'function',
    callee: 'node:events#setMaxListeners',
    evidence: [{ kind: 'docs', ref: `${EVENTS}#eventssetmaxlistenersn-eventtargets`, note: 'without targets it sets the default of all new ones' }],
  },
  {
    kind: 'function',
    callee: 'node:events#EventEmitter.setMaxListeners',
    evidence: [{ kind: 'docs', ref: `${EVENTS}#eventssetmaxlistenersn-eventtargets`, note: '`EventEmitter` is the module itself' }],
  },
  {
    kind: 'default',
    of: ['node:events#', 'node:events#EventEmitter'],
    name: 'defaultMaxListeners',
    evidence: [{ kind: 'docs', ref: `${EVENTS}#eventsdefaultmaxlisteners`, note: 'affects all emitters, also those made before' }],
  },
];
