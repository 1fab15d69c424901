// fine: module scope
setInterval(() => console.log('tick'), 1000);

export default async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return Response.json([]);
};
