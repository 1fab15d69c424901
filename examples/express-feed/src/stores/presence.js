import { bus } from '../bus.js';

// fine: one entry per open stream, removed when that stream closes
const online = new Map();

export function enter(streamId, name) {
  online.set(streamId, name);
  bus.emit('presence', { name, state: 'in', online: online.size });
}

export function leave(streamId) {
  const name = online.get(streamId);
  online.delete(streamId);
  bus.emit('presence', { name, state: 'out', online: online.size });
}

export function whoIsOnline() {
  return [...new Set(online.values())];
}
