import { proxyActivities } from '@temporalio/workflow';

interface Entry {
  group: string;
  amount: number;
  tags?: string[];
}
interface Activities {
  tell(totals: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function listReduceToObjects(input: { entries: Entry[] }): Promise<unknown> {
  const { entries } = input;
  const totals = entries.reduce<Record<string, number>>(
    (sums, { group, amount }) => ({ ...sums, [group]: (sums[group] ?? 0) + amount }),
    {},
  );
  const groups = entries.reduce<Record<string, Entry[]>>(
    (all, entry) => ({ ...all, [entry.group]: [...(all[entry.group] ?? []), entry] }),
    {},
  );
  const longest = entries.reduce<Entry | null>(
    (best, entry) => (best === null || entry.amount > best.amount ? entry : best),
    null,
  );
  const tags = entries.reduce<string[]>((all, { tags: own = ['none'] }) => [...all, ...own], []);
  const counts = entries.reduce(
    ({ odd, even }, { amount }) => (amount % 2 === 0 ? { odd, even: even + 1 } : { odd: odd + 1, even }),
    { odd: 0, even: 0 },
  );
  const text = entries.reduce((line, { group }, index) => `${line}${index > 0 ? ',' : ''}${group}`, '');
  await tell({ totals, groups });
  return { longest, tags, counts, text };
}
