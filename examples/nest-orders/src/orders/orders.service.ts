import { randomUUID } from 'node:crypto';
import { Injectable, NotFoundException } from '@nestjs/common';
import type { Order, OrderLine } from './order';
import { OrderEvents } from './order-events';

const KEEP_ORDERS = 1000;

@Injectable()
export class OrdersService {
  // fine: the oldest order leaves when there are too many
  private readonly orders = new Map<string, Order>();

  // Remembers which request made which order, so that a repeated request makes no second one.
  // leak: no-unbounded-module-collection
  private readonly byIdempotencyKey = new Map<string, Order>();

  constructor(private readonly events: OrderEvents) {}

  create(table: string, lines: OrderLine[], idempotencyKey: string): Order {
    const earlier = this.byIdempotencyKey.get(idempotencyKey);
    if (earlier) return earlier;

    const order: Order = { id: randomUUID(), table, lines, state: 'new' };
    this.keep(order);
    this.byIdempotencyKey.set(idempotencyKey, order);
    this.events.changed(order);
    return order;
  }

  find(id: string): Order {
    const order = this.orders.get(id);
    if (!order) throw new NotFoundException(`No order ${id}`);
    return order;
  }

  advance(id: string): Order {
    const order = this.find(id);
    order.state = order.state === 'new' ? 'cooking' : 'served';
    this.events.changed(order);
    return order;
  }

  openOrders(): Order[] {
    return [...this.orders.values()].filter((order) => order.state !== 'served');
  }

  private keep(order: Order) {
    this.orders.set(order.id, order);
    if (this.orders.size > KEEP_ORDERS) {
      const oldest = this.orders.keys().next().value;
      if (oldest !== undefined) this.orders.delete(oldest);
    }
  }
}
