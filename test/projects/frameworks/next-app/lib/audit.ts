// fine: module scope
setInterval(() => console.log('tick'), 1000);
type Handler = (request: Request) => Promise<Response>;

export const audit =
  (handler: Handler): Handler =>
  async (request) => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return handler(request);
  };
