import { Controller, Get, Post, UseGuards } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { AuthGuard } from './auth.guard';
import { OrdersService } from './orders.service';

@Controller('orders')
@UseGuards(AuthGuard)
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Get()
  list() {
    return this.orders.list();
  }

  @Post()
  create() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return {};
  }

  @EventPattern('order_paid')
  paid() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  }
}
