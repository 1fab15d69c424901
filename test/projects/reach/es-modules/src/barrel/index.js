export * from './one.js';
export * from './two/index.js';
