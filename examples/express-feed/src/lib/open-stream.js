import { EventStream } from './sse.js';
import { keepAlive, sendTime } from './heartbeat.js';

export function openStream(res) {
  const stream = new EventStream(res);
  keepAlive(stream);
  return stream;
}

export function openClockStream(res) {
  const stream = new EventStream(res);
  sendTime(stream);
  return stream;
}
