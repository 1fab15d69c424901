import { Module } from '@nestjs/common';
import { OrdersController } from './orders.controller';
import { AuditService } from './audit.service';
import { MailService } from './mail.service';
import { OrdersService } from './orders.service';
import { STORE, Store } from './store';

@Module({
  controllers: [OrdersController],
  providers: [
    OrdersService,
    AuditService,
    MailService,
    {
      provide: STORE,
      useFactory: () => {
        // fine: once, while the module is made
        setInterval(() => console.log('tick'), 1000);
        return new Store();
      },
    },
  ],
})
export class AppModule {}
