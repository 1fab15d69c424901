import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Query, Resolver } from '@nestjs/graphql';
import { SubscribeMessage, WebSocketGateway, type OnGatewayConnection, type OnGatewayInit } from '@nestjs/websockets';

@WebSocketGateway()
export class EventsGateway implements OnGatewayConnection, OnGatewayInit {
  afterInit() {
    // fine: once, when the gateway is up
    setInterval(() => console.log('tick'), 1000);
  }

  handleConnection() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  }

  @SubscribeMessage('ping')
  ping() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  }
}

@Processor('mail')
export class MailProcessor extends WorkerHost {
  async process() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  }
}

@Resolver()
export class OrdersResolver {
  @Query()
  orders() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return [];
  }
}
