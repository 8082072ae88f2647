import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  nothing(): Promise<void>;
  maybe(n: number): Promise<string | null>;
  list(): Promise<(string | null)[]>;
}
const { nothing, maybe, list } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 1 },
});

export async function voids({ n }: { n: number }): Promise<void> {
  await nothing();
  const text = await maybe(n);
  if (text === null) return;
  const items = await list();
  for (const item of items) {
    if (item == null) continue;
    await maybe(item.length);
  }
}
