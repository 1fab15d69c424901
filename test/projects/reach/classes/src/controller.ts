import type { Request, Response } from 'express';
import type { Orders } from './orders.ts';

export class OrdersController {
  private readonly orders: Orders;

  constructor(orders: Orders) {
    this.orders = orders;
  }

  one = (req: Request, res: Response) => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    res.json(this.orders.list());
  };

  two(req: Request, res: Response) {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    res.end();
  }

  three(req: Request, res: Response) {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    res.end();
  }
}
