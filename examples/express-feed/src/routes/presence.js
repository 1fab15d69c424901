import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { bus } from '../bus.js';
import { openStream } from '../lib/open-stream.js';
import { enter, leave, whoIsOnline } from '../stores/presence.js';

export const presence = Router();

class PresenceView {
  constructor(stream, self) {
    this.stream = stream;
    this.self = self;
    this.onChange = this.push.bind(this);
  }

  push(change) {
    if (change.name !== this.self) this.stream.send('presence', change);
  }
}

presence.get('/', (req, res) => {
  res.json(whoIsOnline());
});

presence.get('/watch', (req, res) => {
  const view = new PresenceView(openStream(res), req.session.name);
  // Each bind() makes another function, so off() below finds nothing to take away.
  // leak: no-unremoved-listener
  bus.on('presence', view.push.bind(view));
  res.on('close', () => {
    bus.off('presence', view.push.bind(view));
  });
});

presence.get('/join', (req, res) => {
  const streamId = randomUUID();
  const view = new PresenceView(openStream(res), req.session.name);
  // fine: the bound function is kept in a field, and off() gets the same one
  bus.on('presence', view.onChange);
  enter(streamId, req.session.name);
  res.on('close', () => {
    bus.off('presence', view.onChange);
    leave(streamId);
  });
});
