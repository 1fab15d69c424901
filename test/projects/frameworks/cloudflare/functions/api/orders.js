export async function onRequestGet() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return Response.json([]);
}
