'use strict';

const { openWarehouse } = require('../lib/warehouse');

module.exports = async function reportRoutes(app) {
  app.get('/daily', async () => {
    // When the query fails, end() is never reached.
    // leak: no-per-request-client
    const warehouse = await openWarehouse();
    const { rows } = await warehouse.query(
      'select day, count(*)::int as jobs from finished_jobs group by day order by day desc limit 30',
    );
    await warehouse.end();
    return rows;
  });

  app.get('/slowest', async () => {
    // fine: ended on every way out
    const warehouse = await openWarehouse();
    try {
      const { rows } = await warehouse.query(
        'select id, queue, took_ms from finished_jobs order by took_ms desc limit 20',
      );
      return rows;
    } finally {
      await warehouse.end();
    }
  });
};
