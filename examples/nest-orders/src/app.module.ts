import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { TimingInterceptor } from './common/timing.interceptor';
import { HealthController } from './health.controller';
import { LiveModule } from './live/live.module';
import { OrdersModule } from './orders/orders.module';
import { StorageModule } from './storage/storage.module';

@Module({
  imports: [StorageModule, OrdersModule, LiveModule],
  controllers: [HealthController],
  providers: [{ provide: APP_INTERCEPTOR, useClass: TimingInterceptor }],
})
export class AppModule {}
