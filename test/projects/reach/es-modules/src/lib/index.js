export { default } from './audit.js';
export { note } from './audit.js';
export * as mail from './mail.js';
