import { odd } from './odd.js';

export function even(n) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return n === 0 || odd(n - 1);
}
