import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

const limits = { travel: 2000, meal: 150 };
const texts: Record<'travel' | 'meal', string> = { travel: 'a', meal: 'b' };

export async function workflow(input: { category: 'travel' | 'meal'; amount: number }): Promise<void> {
  if (input.amount > limits[input.category]) await tell(texts[input.category]);
}
