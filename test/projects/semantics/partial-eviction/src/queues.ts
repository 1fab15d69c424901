/** One job at a time for each key. */
export class KeyedQueue {
  // leak: no-unbounded-module-collection
  readonly tails: Record<string, Promise<unknown>> = {};

  run(key: string, work: () => Promise<unknown>) {
    const tail = (this.tails[key] ?? Promise.resolve()).then(work);
    this.tails[key] = tail;
    return tail.then((result) => {
      this.release(key);
      return result;
    });
  }

  private release(key: string) {
    delete this.tails[key];
  }
}

export class SettledQueue {
  // fine: `finally` also runs when the work fails
  readonly tails: Record<string, Promise<unknown>> = {};

  run(key: string, work: () => Promise<unknown>) {
    this.tails[key] = work();
    return this.tails[key].finally(() => {
      delete this.tails[key];
    });
  }
}

export class CaughtQueue {
  // fine: a failure is caught before
  readonly tails: Record<string, Promise<unknown>> = {};

  run(key: string, work: () => Promise<unknown>) {
    this.tails[key] = work();
    return this.tails[key].catch(() => undefined).then(() => {
      delete this.tails[key];
    });
  }
}

export class FollowedQueue {
  // fine: what follows may do what is needed
  readonly tails: Record<string, Promise<unknown>> = {};

  run(key: string, work: () => Promise<unknown>) {
    this.tails[key] = work();
    return work().then(() => {
      delete this.tails[key];
    }).catch(() => undefined);
  }
}
