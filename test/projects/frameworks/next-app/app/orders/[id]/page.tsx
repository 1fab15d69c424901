import { save } from './actions';
import { Total } from './total';

export async function generateMetadata() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return { title: 'Order' };
}

export default async function OrderPage() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return (
    <form action={save}>
      <Total />
    </form>
  );
}
