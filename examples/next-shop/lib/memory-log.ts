// Called once by instrumentation.ts.
export function startMemoryLog(everyMs = 60_000) {
  // fine: once per server
  setInterval(() => {
    const { rss, heapUsed } = process.memoryUsage();
    console.log(`memory: rss ${Math.round(rss / 2 ** 20)} MB, heap ${Math.round(heapUsed / 2 ** 20)} MB`);
  }, everyMs).unref();
}
