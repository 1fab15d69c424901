import { AsyncLocalStorage } from 'node:async_hooks';

interface Trail {
  readonly lines: string[];
}

const shared = new AsyncLocalStorage<Trail>();
shared.enterWith({ lines: [] });

const own = new AsyncLocalStorage<Trail>();

export const withTrail = (work: () => void): void => own.run({ lines: [] }, work);

export function note(line: string): void {
  // leak: no-async-context-leak
  shared.getStore()?.lines.push(line);
  // fine: each request has a store of its own
  own.getStore()?.lines.push(line);
}
