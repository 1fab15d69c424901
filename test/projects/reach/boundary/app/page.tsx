import { Clock } from '@/components/clock';
import { Shell } from '@/components/shell';
import { shared } from '@/lib/shared';

export default async function Page() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  shared();
  return (
    <Shell>
      <Clock />
      <Total />
    </Shell>
  );
}

function Total() {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return <p>0</p>;
}
