import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(value: unknown): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function refusedDefaultOfAPatternThatReadsThePattern(input: {
  rows: { width: number; height?: number }[];
  first: string;
  second?: string;
}): Promise<void> {
  await tell(input.rows.map(({ width, height = width }) => width * height));
  const { first, second = first } = input;
  await tell(second);
}
