import { Injectable } from '@nestjs/common';

@Injectable()
export class MailService {
  send(to: string) {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  }
}
