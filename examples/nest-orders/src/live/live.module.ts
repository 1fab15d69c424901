import { Module } from '@nestjs/common';
import { OrdersModule } from '../orders/orders.module';
import { CounterGateway } from './counter.gateway';
import { KitchenGateway } from './kitchen.gateway';

@Module({
  imports: [OrdersModule],
  providers: [CounterGateway, KitchenGateway],
})
export class LiveModule {}
