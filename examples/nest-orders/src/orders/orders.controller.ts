import { BadRequestException, Body, Controller, Get, Headers, Param, Post, Sse, UseGuards } from '@nestjs/common';
import type { MessageEvent } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Observable } from 'rxjs';
import { ApiKeyGuard } from '../common/api-key.guard';
import { readLines } from './order';
import { OrderEvents } from './order-events';
import { OrdersService } from './orders.service';
import { QuotesService } from './quotes.service';

@Controller('orders')
export class OrdersController {
  constructor(
    private readonly orders: OrdersService,
    private readonly quotes: QuotesService,
    private readonly events: OrderEvents,
  ) {}

  @Post()
  create(@Body() body: Record<string, unknown>, @Headers('idempotency-key') key?: string) {
    const lines = readLines(body?.lines);
    if (lines.length === 0) throw new BadRequestException('lines are missing');
    const order = this.orders.create(String(body.table ?? 'counter'), lines, key ?? randomUUID());
    const minutes = this.quotes.quote(order.table, this.orders.openOrders().length);
    return { ...order, minutes };
  }

  @Sse('stream')
  stream(): Observable<MessageEvent> {
    return new Observable((subscriber) => {
      // fine: Nest unsubscribes when the response closes, and then the listener goes
      return this.events.subscribe((order) => subscriber.next({ data: order }));
    });
  }

  @Get(':id')
  find(@Param('id') id: string) {
    return this.orders.find(id);
  }

  @UseGuards(ApiKeyGuard)
  @Post(':id/advance')
  advance(@Param('id') id: string) {
    return this.orders.advance(id);
  }
}
