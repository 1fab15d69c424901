export default defineNitroPlugin((nitroApp) => {
  // fine: a plugin is loaded once
  setInterval(() => console.log('tick'), 1000);
  nitroApp.hooks.hook('request', () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  });
  nitroApp.hooks.hook('close', () => {
    // fine: once, at the end
    setInterval(() => console.log('tick'), 1000);
  });
});
