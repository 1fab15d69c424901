import { watch } from '../src/index.js';

export function inTests() {
  // fine: a test
  setInterval(() => console.log('tick'), 1000);
  watch();
}
