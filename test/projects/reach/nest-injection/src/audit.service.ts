import { Injectable, type OnModuleInit } from '@nestjs/common';

@Injectable()
export class AuditService implements OnModuleInit {
  // leak: no-unbounded-module-collection
  private readonly seen = new Map<string, number>();

  onModuleInit() {
    // fine: once, at start-up
    setInterval(() => console.log('tick'), 1000);
  }

  note(id: string) {
    this.seen.set(id, Date.now());
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  }
}
