import { EventEmitter } from 'node:events';

export function make() {
  const instance = { data: 'x'.repeat(100), emitter: new EventEmitter() };
  instance.emitter.on('change', () => instance.data);
  return instance;
}
