exports.handler = async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return { statusCode: 200 };
};
