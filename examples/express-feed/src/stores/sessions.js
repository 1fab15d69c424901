import { randomUUID } from 'node:crypto';
import { config } from '../config.js';

const TTL = config.sessionMinutes * 60_000;

// A visitor who never comes back is never looked up again, so the entry stays.
// leak: no-unbounded-module-collection
const sessions = {};

export function createSession(name) {
  const id = randomUUID();
  sessions[id] = { id, name, seen: Date.now() };
  return sessions[id];
}

export function readSession(id) {
  const session = sessions[id];
  if (!session) return undefined;
  if (Date.now() - session.seen > TTL) {
    delete sessions[id];
    return undefined;
  }
  session.seen = Date.now();
  return session;
}
