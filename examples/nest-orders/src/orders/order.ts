export interface OrderLine {
  dish: string;
  count: number;
}

export interface Order {
  id: string;
  table: string;
  lines: OrderLine[];
  state: 'new' | 'cooking' | 'served';
}

export function readLines(value: unknown): OrderLine[] {
  if (!Array.isArray(value)) return [];
  return value
    .map((line) => ({ dish: String(line?.dish ?? ''), count: Number(line?.count ?? 1) }))
    .filter((line) => line.dish !== '' && Number.isInteger(line.count) && line.count > 0);
}
