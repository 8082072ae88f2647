import total, { money } from './math.js';
import { priceOf, saveCart, tracking } from './proxies.js';
import type { Cart } from './types.js';

async function run(cart: Cart): Promise<{ total: number; vat: number; version: number }> {
  const lines = [];
  for (const { sku, count } of cart.lines) {
    const { amount } = await priceOf(sku);
    lines.push({ sku, amount, count });
  }
  const sum = total(lines);
  const { version } = await saveCart(cart);
  await tracking.track({ name: 'checkout', value: sum });
  return { total: sum, vat: money(sum * 0.19), version };
}

export { run as checkout };
