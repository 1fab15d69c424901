'use strict';

// Without Redis a request is to fail soon, not to hang.
const forRequests = {
  maxRetriesPerRequest: 1,
  connectTimeout: 1000,
  retryStrategy: (times) => Math.min(times * 200, 5000),
};

// BullMQ's workers block on Redis and ask for this setting.
const forWorkers = {
  maxRetriesPerRequest: null,
  retryStrategy: (times) => Math.min(times * 500, 10_000),
};

module.exports = { forRequests, forWorkers };
