/**
 * Loaded before an application (`node --import`): answers on a port of its own with what the process holds after all garbage is
 * collected. The port is written to a file in PROBE_DIR, as the application may start processes of its own.
 */
import { createHook } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

const folder = process.env.PROBE_DIR;
if (folder && isMainThread) start(folder);

function start(into) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');

  // Timers that were started and neither ran out nor were cleared, also those that do not keep the process alive.
  const timers = new Set();
  createHook({
    init(id, type) {
      if (type === 'Timeout') timers.add(id);
    },
    destroy(id) {
      timers.delete(id);
    },
  }).enable();

  // Every emitter that was ever listened to, as long as something else holds it.
  const emitters = new Set();
  const seen = new WeakSet();
  for (const name of ['on', 'addListener', 'prependListener', 'once']) {
    const add = EventEmitter.prototype[name];
    EventEmitter.prototype[name] = function (...given) {
      if (!seen.has(this)) {
        seen.add(this);
        emitters.add(new WeakRef(this));
      }
      return add.apply(this, given);
    };
  }

  const listeners = () => {
    let count = process.eventNames().reduce((sum, event) => sum + process.listenerCount(event), 0);
    for (const reference of emitters) {
      const emitter = reference.deref();
      if (!emitter) emitters.delete(reference);
      else if (emitter !== process && typeof emitter.eventNames === 'function') for (const event of emitter.eventNames()) count += emitter.listenerCount(event);
    }
    return count;
  };

  const descriptors = () => {
    try {
      return readdirSync('/proc/self/fd').length;
    } catch {
      return 0;
    }
  };

  const server = createServer(async (_request, response) => {
    for (let round = 0; round < 4; round++) {
      await pause(50);
      collect();
    }
    const sockets = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap' || name === 'PipeWrap').length;
    response.setHeader('connection', 'close');
    response.end(JSON.stringify({ heap: process.memoryUsage().heapUsed, timers: timers.size, listeners: listeners(), sockets, descriptors: descriptors() }));
  });
  server.listen(0, '127.0.0.1', () => {
    server.unref();
    writeFileSync(path.join(into, String(process.pid)), String(server.address().port));
  });
}
