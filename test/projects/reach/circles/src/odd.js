import { even } from './even.js';
import { app } from './server.js';

export function odd(n) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return n !== 0 && even(n - 1) && app !== undefined;
}
