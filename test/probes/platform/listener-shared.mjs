import { EventEmitter } from 'node:events';

const shared = new EventEmitter().setMaxListeners(0);

export function make() {
  const instance = { data: 'x'.repeat(100) };
  shared.on('change', () => instance.data);
  return instance;
}
