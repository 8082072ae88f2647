import { proxyActivities } from '@temporalio/workflow';

interface Input {
  tags?: string[];
  owner?: { name?: string | null; friends?: { name: string }[] } | null;
  counts?: Record<string, number>;
}
interface Activities {
  tell(parts: unknown[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** Methods behind `?.`, and what follows them. */
export async function optionalChainsThroughCalls({ tags, owner, counts }: Input): Promise<unknown> {
  await tell([
    tags?.map((tag) => `${tag}!`).filter((tag) => tag.length > 2) ?? 'none',
    tags?.slice(0, 1)[0] ?? 'none',
    tags?.join('-').length ?? -1,
    tags?.some((tag) => tag === '') ?? 'none',
    tags?.find((tag) => tag !== '') ?? 'none',
    tags?.indexOf('') ?? 'none',
    tags?.toSorted()[0]?.toUpperCase() ?? 'none',
    tags?.concat(['x']) ?? 'none',
    tags?.reduce((sum, tag) => sum + tag.length, 0) ?? 'none',
    tags?.at(-1)?.charAt(0) ?? 'none',
  ]);
  await tell([
    owner?.name?.trim().toLowerCase() ?? 'nobody',
    owner?.friends?.[0]?.name ?? 'no friend',
    owner?.friends?.map(({ name }) => name).join('&') ?? 'none',
    owner?.friends?.find(({ name }) => name === 'b')?.name.length ?? 0,
    Object.keys(counts ?? {}),
    counts?.['a'] ?? 'no a',
    counts?.[tags?.[0] ?? 'a'] ?? 'no count',
  ]);
  if (tags?.includes('x') && owner?.name) return `x of ${owner.name}`;
  return { isEmpty: !tags?.length, isZero: tags?.length === 0, isMore: (tags?.length ?? 0) > 1, name: owner?.name };
}
