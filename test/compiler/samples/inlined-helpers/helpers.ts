export interface Item {
  id: string;
  price: number;
}

export function describeItem(item: Item, { upper = false }: { upper?: boolean } = {}): string {
  const text = `${item.id}: ${item.price}`;
  if (upper) return text.toUpperCase();
  return text;
}

const limits = { low: 10, high: 100 } as const;

export const retryable = (price: number): boolean => price > limits.low && price < limits.high;
