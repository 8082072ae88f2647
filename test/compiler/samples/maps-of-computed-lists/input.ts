import { proxyActivities, sleep } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Activities {
  pages(): Promise<number>;
  page(input: { page: number; of: number }): Promise<string[]>;
  tell(name: string): Promise<void>;
}
const { pages, page, tell } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

export async function mapsOfComputedLists(input: { extra: string[]; atOnce: number }): Promise<unknown> {
  const of = await pages();
  const found = await mapConcurrently(
    Array.from({ length: of }, (_, index) => index + 1),
    input.atOnce,
    (number) => page({ page: number, of }),
  );
  const names = [...found.flat(), ...input.extra].toSorted();
  await mapConcurrently(names, 2, async (name) => {
    if (name.startsWith('-')) return;
    await tell(name);
    await sleep('1 second');
  });
  const pairs = await mapConcurrently(
    Object.entries({ a: 1, b: of }),
    2,
    async ([key, value]) => [key, value * 2] as const,
  );
  switch ((await mapConcurrently(input.extra, 1, async (name, index) => name.length + index)).length) {
    case 0:
      return { names, pairs };
    default:
      return { found, pairs: Object.fromEntries(pairs) };
  }
}
