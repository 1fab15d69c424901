export * from './b.js';
export { missing } from './b.js';
