import { EventEmitter } from 'node:events';

const revisions = new EventEmitter();

/** Listens to what it is given, and cannot be ended: it stays as long as that does. */
class RevisionCache {
  constructor(private readonly events: EventEmitter) {
    // fine: a service that is handed the application's events
    this.events.on('revision', () => this.refresh());
  }

  refresh() {}
}

/** Can be ended, and so there is one after the other. */
class RevisionFeed {
  constructor(private readonly events: EventEmitter) {
    // leak: no-unremoved-listener
    this.events.on('revision', () => this.send());
  }

  send() {}

  close() {
    process.stdout.write('closed\n');
  }
}

class Poller {
  constructor() {
    // fine: only the package's own start-up function makes it
    process.on('SIGUSR2', () => this.poll());
  }

  poll() {}
}

export const cacheFor = () => { new RevisionCache(revisions).refresh(); };
export const feedFor = () => { new RevisionFeed(revisions).send(); };
export const createServices = () => ({ poller: new Poller() });

export class Shutdown {
  constructor() {
    // fine: the package makes the one instance when it is loaded
    process.on('SIGTERM', () => this.stop());
    // fine: as does this
    setInterval(() => this.stop(), 60_000);
  }

  stop() {}
}

export const shutdown = new Shutdown();

/** Whoever installs the package calls it once. */
export function start() {
  // fine: the application begins with it
  setInterval(() => shutdown.stop(), 1000);
}

export function follow(file: string) {
  // leak: no-uncleared-interval
  setInterval(() => process.stdout.write(file), 1000);
}
