import { Module } from '@nestjs/common';
import { HistoryController } from './history.controller';
import { OrderEvents } from './order-events';
import { OrdersController } from './orders.controller';
import { OrdersService } from './orders.service';
import { QuotesService } from './quotes.service';

@Module({
  controllers: [HistoryController, OrdersController],
  providers: [OrderEvents, OrdersService, QuotesService],
  exports: [OrderEvents, OrdersService],
})
export class OrdersModule {}
