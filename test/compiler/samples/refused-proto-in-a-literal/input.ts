import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function workflow(): Promise<number> {
  const o = { __proto__: { a: 1 }, b: 2 };
  await tell('x');
  return Object.keys(o).length; // 1
}
