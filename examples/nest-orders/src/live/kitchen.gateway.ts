import {
  MessageBody,
  OnGatewayConnection,
  OnGatewayDisconnect,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import type { WebSocket } from 'ws';
import { OrderEvents } from '../orders/order-events';
import { OrdersService } from '../orders/orders.service';

interface Screen {
  timer: NodeJS.Timeout;
  unsubscribe: () => void;
}

// The screen in the kitchen: every order as it changes, and a ping that keeps the line open.
@WebSocketGateway({ path: '/live/kitchen' })
export class KitchenGateway implements OnGatewayConnection, OnGatewayDisconnect {
  // fine: a screen leaves when it disconnects
  private readonly screens = new Map<WebSocket, Screen>();

  constructor(
    private readonly orders: OrdersService,
    private readonly events: OrderEvents,
  ) {}

  handleConnection(client: WebSocket) {
    // fine: cleared in handleDisconnect
    const timer = setInterval(() => client.ping(), 15_000);
    // fine: used in handleDisconnect
    const unsubscribe = this.events.subscribe((order) => {
      client.send(JSON.stringify({ event: 'order', data: order }));
    });
    this.screens.set(client, { timer, unsubscribe });
  }

  handleDisconnect(client: WebSocket) {
    const screen = this.screens.get(client);
    if (!screen) return;
    clearInterval(screen.timer);
    screen.unsubscribe();
    this.screens.delete(client);
  }

  @SubscribeMessage('advance')
  advance(@MessageBody() body: { id?: string }) {
    return { event: 'advanced', data: this.orders.advance(String(body?.id)) };
  }
}
