export default defineEventHandler(() => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return [];
});
