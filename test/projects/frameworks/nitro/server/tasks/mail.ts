export default defineTask({
  meta: { name: 'mail' },
  async run() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return { result: 'sent' };
  },
});
