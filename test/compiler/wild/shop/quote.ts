import * as math from './math.js';
import * as proxies from './proxies.js';

export const priceAll = async (skus: string[]): Promise<{ total: number; currency: string }> => {
  const prices = await Promise.all(skus.map((sku) => proxies.priceOf(sku)));
  const [first] = prices;
  return {
    total: math.default(prices.map(({ amount }) => ({ amount, count: 1 }))),
    currency: first === undefined ? 'EUR' : first.currency,
  };
};
