import type { Hub } from './hub.ts';

export class Link {
  private readonly hub;

  constructor(hub) {
    this.hub = hub;
  }

  drop() {
    this.hub.links.delete(this);
  }
}
