import { left } from './departures.js';

const present = new Set();
export function connected(session) {
  present.add(session);
  left(present, session);
}

export function disconnected(session) {
  present.delete(session);
}
