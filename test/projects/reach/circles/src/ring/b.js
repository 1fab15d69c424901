export * from './a.js';
export { missing } from './a.js';
export { lost } from './c.js';
