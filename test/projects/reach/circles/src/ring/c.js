export * from './a.js';

export const lost = () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
};
