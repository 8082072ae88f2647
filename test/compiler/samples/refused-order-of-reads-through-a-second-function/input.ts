import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  tell(text: string): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function transitive(): Promise<number> {
  let total = 1;
  const inner = async (): Promise<number> => {
    total = 10;
    await tell('x');
    return 1;
  };
  const outer = async (): Promise<number> => await inner();
  total += await outer();
  return total; // 2
}
export async function callback(): Promise<number> {
  let total = 1;
  const run = async (work: () => Promise<number>): Promise<number> => await work();
  return (
    total +
    (await run(async () => {
      total = 5;
      await tell('x');
      return 1;
    }))
  ); // 2
}
