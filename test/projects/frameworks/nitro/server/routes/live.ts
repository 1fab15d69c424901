import type { H3Event } from 'h3';

export const pathOf = (event: H3Event) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return event.path;
};

export default defineWebSocketHandler({
  open() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  },
  message() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  },
});
