import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers';

export class Room extends DurableObject {
  async webSocketMessage() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  }
}

export class Orders extends WorkerEntrypoint {
  async list() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return [];
  }
}
