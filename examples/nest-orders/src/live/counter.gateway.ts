import { OnGatewayConnection, WebSocketGateway } from '@nestjs/websockets';
import type { WebSocket } from 'ws';
import { OrdersService } from '../orders/orders.service';

// The screen above the counter: how many orders are open.
@WebSocketGateway({ path: '/live/counter' })
export class CounterGateway implements OnGatewayConnection {
  constructor(private readonly orders: OrdersService) {}

  handleConnection(client: WebSocket) {
    // leak: no-uncleared-interval
    setInterval(() => {
      client.send(JSON.stringify({ event: 'open', data: this.orders.openOrders().length }));
    }, 1000);
  }
}
