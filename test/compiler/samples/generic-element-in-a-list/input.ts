import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
  load(): Promise<{ table: string; day: string }[]>;
}
const { tell, load } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, T[]> {
  return items.reduce<Record<string, T[]>>((groups, item) => {
    const key = keyOf(item);
    return { ...groups, [key]: [...(groups[key] ?? []), item] };
  }, {});
}

export async function workflow(): Promise<void> {
  for (const table of Object.keys(groupBy(await load(), (part) => part.table))) await tell(table);
}
