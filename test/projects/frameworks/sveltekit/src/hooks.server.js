import { sequence } from '@sveltejs/kit/hooks';

export function init() {
  // fine: once, when the server is made
  setInterval(() => console.log('tick'), 1000);
}

export const handle = sequence(({ event, resolve }) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return resolve(event);
});

export function handleError() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
}
