import { Controller, Get, Inject, Param } from '@nestjs/common';
import type { Store } from './store';
import { STORE } from './store';
import { OrdersService } from './orders.service';

@Controller('orders')
export class OrdersController {
  constructor(
    private readonly orders: OrdersService,
    @Inject(STORE) private readonly store: Store,
  ) {}

  @Get(':id')
  one(@Param('id') id: string) {
    this.store.put(id);
    return this.orders.find(id);
  }
}
