import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Activities {
  regions(): Promise<{ name: string; shops: string[] }[]>;
  count(input: { region: string; shop: string; day: number }): Promise<number>;
  report(text: string): Promise<void>;
}
const { regions, count, report } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

export async function nestedFanOuts(input: { days: number[] }): Promise<unknown> {
  const all = await regions();
  const totals = await mapConcurrently(all, 2, async (region, at) => {
    const shops = await mapConcurrently(region.shops, 3, async (shop) => {
      const counts = await mapConcurrently(input.days, 1, (day) => count({ region: region.name, shop, day }));
      const sum = counts.reduce((total, value) => total + value, 0);
      if (sum < 0) throw ApplicationFailure.create({ type: 'Negative', message: shop });
      return { shop, sum };
    });
    const best = shops.toSorted((a, b) => b.sum - a.sum)[0];
    await report(`${at}: ${region.name} ${best?.shop ?? 'no shop'}`);
    return shops.reduce((total, { sum }) => total + sum, 0);
  });
  return { totals, sum: totals.reduce((a, b) => a + b, 0) };
}
