import { EventEmitter } from 'node:events';

export const news = new EventEmitter();
