import type { EndPattern, NonEmpty, Origin } from '../../model/knowledge.ts';

/** The methods that routers of the Express kind share. */
export const ROUTE_METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all'] as const;

/** The exports and members that are named like HTTP methods. */
export const HTTP_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;

/** Every one of these members of every one of these origins. */
export function members(of: NonEmpty<Origin>, names: NonEmpty<string>): NonEmpty<Origin> {
  const [first, ...others] = of.flatMap((origin) => names.map((name) => `${origin}${origin.endsWith('#') ? '' : '.'}${name}`));
  return [first as Origin, ...others];
}

type Of = Pick<EndPattern, 'parameter'> & Partial<EndPattern>;

/** A response of node:http: it closes when it was sent and when the client goes away. */
export const response = (of: Of): EndPattern => ({ per: 'request', method: 'on', event: 'close', when: 'the response closes', name: 'res', ...of });

/** A connection of node:net, a WebSocket of ws. */
export const socket = (of: Of): EndPattern => ({ per: 'connection', method: 'on', event: 'close', when: 'the socket closes', name: 'socket', ...of });

/** The signal of a `Request`. */
export const requestSignal = (of: Of): EndPattern => ({ per: 'request', path: 'signal', method: 'addEventListener', event: 'abort', when: 'the request is aborted', aborted: true, ...of });
