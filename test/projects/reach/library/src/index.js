export { Poller } from './poller.js';
export { watch } from './watch.js';
export const tools = {
  ping() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  },
};
