import { Injectable } from '@nestjs/common';
export * from './services.ts';

/** A library that a Nest application takes its providers from. */
@Injectable()
export class QueueRegistry {
  // fine: queues are declared when the application starts, though one instance serves for ever
  private readonly queues = new Map<string, string[]>();
  // fine: the container runs it once
  private readonly started = new Map<symbol, number>();
  // fine: who schedules says what runs, not for whom
  private readonly tasks = new Map<string, () => void>();
  // leak: no-unbounded-module-collection
  private readonly sent = new Map<string, number>();

  onModuleInit() {
    this.started.set(Symbol('boot'), Date.now());
  }

  createQueue(jobId: string) {
    this.queues.set(jobId, []);
  }

  schedule(taskId: string, run: () => void) {
    this.tasks.set(taskId, run);
  }

  send(messageId: string) {
    this.sent.set(messageId, Date.now());
  }
}

export class Shelf {
  // fine: only the constructor fills it, by a method that others cannot call
  private static readonly shelves = new Map<string, Set<string>>();

  constructor() {
    this.setsOf('main');
  }

  private setsOf(userId: string) {
    const set = Shelf.shelves.get(userId) ?? new Set<string>();
    Shelf.shelves.set(userId, set);
    return set;
  }
}

// fine: there are about two hundred currencies
const rates = new Map<string, number>();

export function rateFor(baseCurrency: string) {
  let rate = rates.get(baseCurrency);
  if (rate === undefined) rates.set(baseCurrency, rate = Math.random());
  return rate;
}
