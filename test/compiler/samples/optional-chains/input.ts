import { proxyActivities } from '@temporalio/workflow';

interface Node {
  id: string;
  next?: Node | null;
  labels?: Record<string, string>;
  list?: { value: number }[];
}
interface Activities {
  tell(parts: unknown[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function optionalChains(input: { node?: Node; key: string }): Promise<void> {
  const { node, key } = input;
  await tell([
    node?.id ?? 'none',
    node?.next?.id ?? 'no next',
    node?.next?.next?.id ?? 'no second',
    node?.labels?.[key] ?? 'no label',
    node?.list?.[0]?.value ?? -1,
    node?.list?.map((item) => item.value) ?? [],
    node?.list?.length ?? 0,
    node?.labels === undefined,
    node?.next === null,
    node?.id.toUpperCase() ?? '-',
    (node?.list ?? []).length > 1,
    node?.list?.some((item) => item.value > 1) ?? false,
  ]);
}
