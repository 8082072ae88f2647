import { proxyActivities } from '@temporalio/workflow';
import { mapConcurrently } from 'avesa/constructs';

interface Activities {
  list(group: string): Promise<string[]>;
  visit(input: { group: string; item: string; label: string; index: number }): Promise<number>;
}
const { list, visit } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 2 },
});

export async function groups(input: { names: string[]; label: string }): Promise<number[][]> {
  const label = `<${input.label}>`;
  return await mapConcurrently(input.names, 2, async (group) => {
    const items = await list(group);
    return mapConcurrently(items, 3, async (item, index) => await visit({ group, item, label, index }));
  });
}
