import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router';

// fine: module scope
setInterval(() => console.log('tick'), 1000);

export async function loader({ request }: LoaderFunctionArgs) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return { url: request.url };
}

export const action = async ({ request }: ActionFunctionArgs) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return request.method;
};

export const middleware = [
  async (_args: unknown, next: () => Promise<Response>) => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return next();
  },
];

export async function clientLoader() {
  // fine: in the browser only
  setInterval(() => console.log('tick'), 1000);
}

export default function Orders() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return <h1>Orders</h1>;
}
