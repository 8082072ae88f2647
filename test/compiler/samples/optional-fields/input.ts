import { proxyActivities } from '@temporalio/workflow';

interface Input {
  id: string;
  note?: string | null;
  size?: number;
  tags?: string[];
}
interface Activities {
  save(input: {
    id: string;
    note?: string | null;
    size: number;
    first?: string;
    hasTags: boolean;
  }): Promise<{ saved?: boolean }>;
}
const { save } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 1 } });

export async function optional(input: Input): Promise<string> {
  const { note, size = 10, tags } = input;
  const first = tags?.[0];
  const { saved } = await save({
    id: input.id,
    ...(note === undefined ? {} : { note }),
    size,
    ...(first !== undefined && { first }),
    hasTags: (tags?.length ?? 0) > 0,
  });
  if (saved === undefined) return `unknown ${note ?? 'none'}`;
  return saved ? `yes ${first ?? '-'}` : 'no';
}
