import { proxyActivities } from '@temporalio/workflow';

interface Input {
  name?: string;
  size?: { width?: number; height: number };
  tags?: string[];
  pair: [string, number];
}
interface Activities {
  tell(parts: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function destructuringWithDefaults({
  name = 'nobody',
  size: { width = 1, height } = { height: 2 },
  tags: [first = 'none', ...others] = [],
  pair: [label, count],
}: Input): Promise<string> {
  await tell({ name, width, height, first, others, label, count });
  const [, second = 0] = others.map((text) => text.length);
  return `${name} ${others.length} ${second}`;
}
