export class Orders {
  static started = Date.now();

  static {
    // fine: once, when the class is made
    setInterval(() => console.log('tick'), 1000);
  }

  find = (id: string) => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return id;
  };

  constructor() {
    // fine: one instance, at module scope
    setInterval(() => console.log('tick'), 1000);
  }

  static count() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  }

  get size() {
    // gap: no-uncleared-interval – reading a getter is no call
    setInterval(() => console.log('tick'), 1000);
    return 1;
  }

  list() {
    this.#note();
    return [];
  }

  #note() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  }

  unused() {
    // fine: nothing runs it
    setInterval(() => console.log('tick'), 1000);
  }
}
