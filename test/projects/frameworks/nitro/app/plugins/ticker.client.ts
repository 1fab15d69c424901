export default defineNuxtPlugin(() => {
  // fine: in the browser only
  setInterval(() => console.log('tick'), 1000);
});
