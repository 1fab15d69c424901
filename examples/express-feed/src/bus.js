import { EventEmitter } from 'node:events';

// One emitter for the whole process. Everything that happens in the feed passes here.
// Events: 'post' (a new post) and 'presence' (somebody came or went).
export const bus = new EventEmitter();
