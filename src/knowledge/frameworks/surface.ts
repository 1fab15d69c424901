import type { NonEmpty, Origin } from '../../model/knowledge.ts';

/** The methods that routers of the Express kind share. */
export const ROUTE_METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all'] as const;

/** The exports and members that are named like HTTP methods. */
export const HTTP_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;

/** Every one of these members of every one of these origins. */
export function members(of: NonEmpty<Origin>, names: NonEmpty<string>): NonEmpty<Origin> {
  const [first, ...others] = of.flatMap((origin) => names.map((name) => `${origin}${origin.endsWith('#') ? '' : '.'}${name}`));
  return [first as Origin, ...others];
}
