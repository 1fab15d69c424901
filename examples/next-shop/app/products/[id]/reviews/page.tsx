import { catalogAgent } from '@/lib/backend';
import { CATALOG_URL } from '@/lib/env';

interface Review {
  id: string;
  author: string;
  text: string;
}

interface Props {
  params: Promise<{ id: string }>;
}

export default async function ReviewsPage({ params }: Props) {
  const { id } = await params;
  // Every id is an entry of its own, and no entry ever goes out of date.
  // leak: no-unbounded-fetch-cache
  const response = await fetch(`${CATALOG_URL}/products/${encodeURIComponent(id)}/reviews`, {
    cache: 'force-cache',
    dispatcher: catalogAgent,
  });
  const reviews = (await response.json()) as Review[];

  return (
    <section>
      <h1>Reviews of {id}</h1>
      {reviews.map((review) => (
        <p key={review.id}>
          {review.author}: {review.text}
        </p>
      ))}
    </section>
  );
}
