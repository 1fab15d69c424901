import type { Request, Response } from 'express';
import { ticketFor } from 'tickets';

const waiting = new Map<string, Response>();
const answered = new WeakMap<Request, number>();
const tickets = new Map<string, string>();

export function wait(req: Request, res: Response): void {
  // leak: no-retained-request
  waiting.set(ticketFor(req), res);
  // fine: a weak collection keeps nothing
  answered.set(req, Date.now());
}

export function remember(req: Request): void {
  // fine: a copy of what is needed
  tickets.set('last', req.url);
}

const open = new Map<string, Response>();

export function follow(req: Request, res: Response): void {
  const ticket = ticketFor(req);
  // fine: taken out when the response closes
  open.set(ticket, res);
  res.on('close', () => open.delete(ticket));
}
