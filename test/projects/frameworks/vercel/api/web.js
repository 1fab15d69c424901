// fine: module scope
setInterval(() => console.log('tick'), 1000);

export function GET() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return new Response('ok');
}

export default {
  fetch() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return new Response('ok');
  },
};
