import Link from 'next/link';
import { OpeningClock } from '@/components/opening-clock';

const SHELF = ['chair', 'table', 'lamp'];

export default function HomePage() {
  return (
    <>
      <h1>On the shelf today</h1>
      <ul>
        {SHELF.map((id) => (
          <li key={id}>
            <Link href={`/products/${id}`}>{id}</Link>
          </li>
        ))}
      </ul>
      <OpeningClock closesAt={18} />
    </>
  );
}
