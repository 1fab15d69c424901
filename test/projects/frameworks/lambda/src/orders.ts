import type { APIGatewayProxyEventV2 } from 'aws-lambda';

// fine: module scope
setInterval(() => console.log('tick'), 1000);

export const handler = async (event: APIGatewayProxyEventV2) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return { statusCode: 200, body: event.rawPath };
};
