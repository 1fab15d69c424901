import { randomUUID } from 'node:crypto';

export class EventStore {
  // leak: no-unbounded-module-collection
  private events = new Map<string, unknown>();
  // fine: what is registered is registered while an application starts
  private handlers: unknown[] = [];
  // leak: no-unbounded-module-collection
  private sent: unknown[] = [];
  // fine: who is added is who the application knows
  private users = new Map<string, unknown>();
  // fine: what a call begins it ends
  private open = new Map<string, unknown>();

  storeEvent(event: unknown): string {
    const id = randomUUID();
    this.events.set(id, event);
    return id;
  }
  register(handler: unknown): void {
    this.handlers.push(handler);
  }
  addUser(userId: string): void {
    this.users.set(userId, {});
  }
  send(message: unknown): void {
    this.sent.push(message);
  }
  async run(work: () => Promise<void>): Promise<void> {
    const id = randomUUID();
    this.open.set(id, work);
    try {
      await work();
    } finally {
      this.open.delete(id);
    }
  }
}
