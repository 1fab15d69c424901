export * from '../three.js';
