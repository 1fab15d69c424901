import { Inject, Injectable } from '@nestjs/common';
import { AuditService } from './audit.service';
import { MailService } from './mail.service';
import { BaseService } from './base.service';

@Injectable()
export class OrdersService extends BaseService {
  @Inject()
  private readonly mail: MailService;

  constructor(private readonly audit: AuditService) {
    super();
    // fine: one instance for the application
    setInterval(() => console.log('tick'), 1000);
  }

  find(id: string) {
    this.audit.note(id);
    this.mail.send(id);
    this.touch(id);
    return id;
  }

  unused() {
    // fine: nothing runs it
    setInterval(() => console.log('tick'), 1000);
  }
}
