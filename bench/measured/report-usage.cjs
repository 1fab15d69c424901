'use strict';
// Preloaded into every measured process: says at its end what it took. CPU of all its threads, so that work moved to a thread counts.
const { isMainThread } = require('node:worker_threads');

if (isMainThread && process.env.BENCH_USAGE) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const { writeFileSync } = require('node:fs');
    const { join } = require('node:path');
    writeFileSync(join(process.env.BENCH_USAGE, `${process.pid}.json`), JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, rss: maxRSS / 1024 }));
  });
}
