export const runtime = 'edge';

export default function edge() {
  // fine: not Node
  setInterval(() => console.log('tick'), 1000);
  return new Response('ok');
}
