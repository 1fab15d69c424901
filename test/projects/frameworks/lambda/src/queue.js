exports.handler = async (event, context) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return { batchItemFailures: [] };
};
