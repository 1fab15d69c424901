import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { RememberProduct } from '@/components/remember-product';
import { getProduct } from '@/lib/products';

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  const product = await getProduct(id);
  return { title: product?.name ?? 'Not found' };
}

export default async function ProductPage({ params }: Props) {
  const { id } = await params;
  const product = await getProduct(id);
  if (!product) notFound();

  return (
    <article>
      <h1>{product.name}</h1>
      <p>{product.price.toFixed(2)} EUR</p>
      <Link href={`/products/${id}/reviews`}>Reviews</Link>
      <RememberProduct id={id} />
    </article>
  );
}
