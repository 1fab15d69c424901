import { Injectable, Scope, type OnModuleInit } from '@nestjs/common';
import { Cron, Timeout } from '@nestjs/schedule';

@Injectable()
export class OrdersService implements OnModuleInit {
  constructor() {
    // fine: one instance for the application
    setInterval(() => console.log('tick'), 1000);
  }

  onModuleInit() {
    // fine: once, at start-up
    setInterval(() => console.log('tick'), 1000);
  }

  list() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return [];
  }

  @Cron('0 * * * *')
  hourly() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  }

  @Timeout(5000)
  warmUp() {
    // fine: once, after the start
    setInterval(() => console.log('tick'), 1000);
  }
}

@Injectable({ scope: Scope.REQUEST })
export class RequestLog {
  constructor() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  }
}
