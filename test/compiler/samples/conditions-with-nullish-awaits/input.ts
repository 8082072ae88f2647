import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  find(id: string): Promise<{ name: string | null } | null>;
  make(id: string): Promise<{ name: string | null }>;
}
const { find, make } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function conditionsWithNullishAwaits(input: { ids: string[] }): Promise<string[]> {
  const names: string[] = [];
  for (const id of input.ids) {
    const row = (await find(id)) ?? (await make(id));
    names.push(row.name ?? `unnamed ${id}`);
    const again = (await find(`${id}!`))?.name ?? 'none';
    names.push(again);
  }
  return names;
}
