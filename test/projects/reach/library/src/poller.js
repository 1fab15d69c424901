import { start } from './internal.js';

export class Poller {
  constructor() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    this.timer = setInterval(() => this.poll(), 1000);
  }

  poll() {
    start();
  }

  close() {
    clearInterval(this.timer);
  }
}
