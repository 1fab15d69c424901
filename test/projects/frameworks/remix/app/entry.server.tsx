// fine: module scope
setInterval(() => console.log('tick'), 1000);

export default function handleRequest() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return new Response('');
}

export function handleError(error: unknown) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  console.error(error);
}
