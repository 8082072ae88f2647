export interface Price {
  sku: string;
  amount: number;
  currency: 'EUR' | 'USD';
}

export interface Cart {
  id: string;
  lines: { sku: string; count: number }[];
}
