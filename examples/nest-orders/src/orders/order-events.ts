import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';
import type { Order } from './order';

type Listener = (order: Order) => void;

// One for the whole application. Gives every subscriber a function that takes it away again.
@Injectable()
export class OrderEvents {
  private readonly emitter = new EventEmitter();

  changed(order: Order) {
    this.emitter.emit('changed', order);
  }

  subscribe(listener: Listener): () => void {
    // fine: every caller uses the function that comes back
    this.emitter.on('changed', listener);
    return () => {
      this.emitter.off('changed', listener);
    };
  }
}
