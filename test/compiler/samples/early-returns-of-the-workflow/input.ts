import { ApplicationFailure, proxyActivities, sleep } from '@temporalio/workflow';

interface Order {
  id: string;
  total: number;
  lines: { sku: string; count: number }[];
}
interface Activities {
  order(id: string): Promise<Order | null>;
  reserve(line: { sku: string; count: number }): Promise<boolean>;
  notify(text: string): Promise<void>;
}
const { order, reserve, notify } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});

export async function earlyReturnsOfTheWorkflow({ id, limit }: { id: string; limit?: number }): Promise<string | null> {
  if (!id) return null;
  const found = await order(id);
  if (found === null) throw ApplicationFailure.nonRetryable(`no order '${id}'`, 'NotFound');
  const { lines, total } = found;
  if (limit !== undefined && total > limit) {
    await notify(`${total} > ${limit}`);
    return 'too much';
  }
  if (lines.length === 0) return '';
  for (const line of lines) {
    if (line.count <= 0) continue;
    if (!(await reserve(line))) {
      await sleep('1 minute');
      if (!(await reserve(line))) return `out of ${line.sku}`;
    }
  }
  await notify(`all ${lines.reduce((sum, { count }) => sum + count, 0)}`);
  return 'reserved';
}
